import { html } from 'hono/html';
import { monthOf } from '../promises/availability/month.ts';
import { timeText } from '../promises/performance/events.ts';
import { type StepFigures, stepFigures } from '../promises/performance/figures.ts';
import { judgeSteps, type StepsOfMonth, stepsIn } from '../promises/performance/month.ts';
import type { StepEvent } from '../promises/performance/rules.ts';
import type { Terms } from '../promises/terms.ts';
import type { Evidence } from './evidence-shape.ts';

/** What a statement keeps of the events of one tenant; nothing where no step was promised a time (AGENT-4). */
export function stepEvidence(
  { performance }: Terms,
  events: readonly StepEvent[] | undefined,
  month: string,
  zone: string,
): { readonly performance?: StepsOfMonth } {
  if (!performance || !events) return {};
  return { performance: stepsIn(performance.steps, events, monthOf(month, zone).window) };
}

/** Each run that was late, by its name. */
interface LateRun {
  readonly step: string;
  readonly subject: string;
  readonly begun: string;
  /** Null for one that is still open. */
  readonly seconds: number | null;
}

/** What follows from the events of a month; a statement without them says nothing of steps. */
export function stepResults(
  { performance: month }: Evidence,
  { performance }: Terms,
): { readonly steps?: readonly StepFigures[]; readonly lateRuns?: readonly LateRun[] } {
  if (!month || !performance) return {};
  const steps = judgeSteps(performance.steps, month).map(stepFigures);
  const lateRuns = Object.entries(month.steps).flatMap(([step, { late, open }]) => [
    ...late.map(({ subject, begun, ended }) => ({
      ...{ step, subject, begun: timeText(begun), seconds: (ended - begun) / 1000 },
    })),
    ...open.map(({ subject, begun }) => ({ step, subject, begun: timeText(begun), seconds: null })),
  ]);
  return { steps, lateRuns };
}

function stepRow({ step, withinSeconds, exactly, share, count, late, open, ...figures }: StepFigures) {
  const promised = `${exactly === 'late' ? 'less than' : 'at most'} ${withinSeconds} s`;
  const whole = share === '100%' ? promised : `${promised} for ${share}`;
  const verdict = figures.kept === null ? 'did not happen' : figures.kept ? 'kept' : 'not kept';
  const shown = (value: number | null) => (value === null ? '–' : `${value} s`);
  return html`<tr><th scope="row">${step}</th><td>${whole}</td><td class="number">${shown(figures.worstSeconds)}</td><td class="number">${shown(figures.p95Seconds)}</td><td class="number">${count}</td><td class="number">${late}</td><td class="number">${open}</td><td>${verdict}</td></tr>`;
}

/** The section of the statement's page on steps; empty where there is nothing to say. */
export function stepSection({ steps, lateRuns = [] }: ReturnType<typeof stepResults>) {
  if (!steps) return '';
  const late = lateRuns.map(
    ({ step, subject, begun, seconds }) =>
      html`<tr><td>${step}</td><td>${subject}</td><td>${begun}</td><td class="number">${seconds === null ? 'still open' : `${seconds} s`}</td></tr>`,
  );
  const names =
    late.length === 0
      ? html`<p>None was late.</p>`
      : html`<table><tr><th>Late</th><th>Which</th><th>From</th><th>Took</th></tr>${late}</table>`;
  return html`<h2>How long the steps of the work took</h2>
<table><tr><th>Step</th><th>Promised</th><th>Worst</th><th>95 of 100</th><th>How many</th><th>Late</th><th>Open</th><th></th></tr>${steps.map(stepRow)}</table>
${names}`;
}
