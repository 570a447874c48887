import type { Interval } from '../promises/availability/spans.ts';
import { stepFigures } from '../promises/performance/figures.ts';
import { type JudgedStep, judgeSteps, stepsIn } from '../promises/performance/month.ts';
import type { Step, StepEvent } from '../promises/performance/rules.ts';
import { paint } from './output.ts';

/** The steps of a plan in a month, for each tenant whose events there are. */
export interface TenantSteps {
  readonly tenant: string;
  readonly steps: readonly JudgedStep[];
}

/** Measures each tenant by itself: two tenants may call different things by one name. */
export function measureSteps(
  steps: Readonly<Record<string, Step>>,
  events: readonly StepEvent[],
  month: Interval,
): readonly TenantSteps[] {
  const tenants = Map.groupBy(events, ({ tenant }) => tenant);
  return [...tenants]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([tenant, own]) => ({ tenant, steps: judgeSteps(steps, stepsIn(steps, own, month)) }));
}

/** For programs; times in seconds. */
export function stepsJson({ tenant, steps }: TenantSteps) {
  return { tenant, steps: steps.map(stepFigures) };
}

const NAME = 22;
const CELL = 10;
const cells = (values: readonly string[]) => values.map(value => value.padStart(CELL)).join('');
const HEADER = `  ${'step'.padEnd(NAME)}${cells(['promised', 'worst', 'p95', 'p50', 'of', 'late', 'open'])}`;

function shown(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return '–';
  if (milliseconds < 1_000_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${(milliseconds / 3_600_000).toFixed(1)} h`;
}

function line({ name, step, count, open, late, worst, p95, p50, kept }: JudgedStep): string {
  const numbers = cells([
    `${step.exactly === 'late' ? '<' : '≤'} ${step.within.text}`,
    ...[worst, p95, p50].map(shown),
    ...[count, late, open].map(String),
  ]);
  const verdict = kept === undefined ? 'did not happen' : kept ? 'kept' : 'not kept';
  const text = `  ${name.padEnd(NAME)}${numbers}  ${verdict}`;
  return kept === false ? paint('red', text) : text;
}

/** The steps of a plan on a terminal. */
export function stepsText({ tenant, steps }: TenantSteps): string {
  return [paint('bold', `  steps of ${tenant}`), HEADER, ...steps.map(line), ''].join('\n');
}
