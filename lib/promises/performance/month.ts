import { z } from 'zod';
import { SETTLES_AFTER } from '../availability/collecting.ts';
import type { Interval } from '../availability/spans.ts';
import {
  isLate,
  measureTimes,
  runsOf,
  type Step,
  type StepEvent,
  type StepMeasurement,
  type StepTimes,
  timesOf,
} from './rules.ts';

const time = z.int();
const lateRun = z.strictObject({ subject: z.string(), begun: time, ended: time });
const openRun = z.strictObject({ subject: z.string(), begun: time });

/** What a statement says of one step: enough to compute every figure again, and each late run by its name. */
const monthOfStep = z.strictObject({
  /** [milliseconds, how many took so long], shortest first. */
  took: z.array(z.tuple([time, z.int().positive()])),
  /** Those of them that took too long, and when. */
  late: z.array(lateRun),
  /** Those that never ended. */
  open: z.array(openRun),
});

/** The steps of a month as of a time; all times in epoch milliseconds. */
export const stepsOfMonth = z.strictObject({ asOf: time, steps: z.record(z.string(), monthOfStep) });

export type StepsOfMonth = z.output<typeof stepsOfMonth>;
type MonthOfStep = z.output<typeof monthOfStep>;

/** The time whose events decide a month, in epoch seconds: redelivered begins before it, ends after it. */
export function windowOfSteps([from, until]: Interval): Interval {
  return [from - SETTLES_AFTER, until + SETTLES_AFTER];
}

/**
 * The runs that began in a month, as a statement keeps them. A run belongs to the month in which it began; what is
 * still open when the month has settled stays open in its statement, until a later event corrects it.
 */
export function stepsIn(
  steps: Readonly<Record<string, Step>>,
  events: readonly StepEvent[],
  month: Interval,
): StepsOfMonth {
  const [from, until] = windowOfSteps(month).map(seconds => seconds * 1000);
  const near = events.filter(({ at }) => at >= (from ?? 0) && at <= (until ?? 0));
  const asOf = until ?? 0;
  const named = Object.entries(steps).map(([name, step]) => [name, stepIn(step, near, month)] as const);
  return { asOf, steps: Object.fromEntries(named) };
}

function stepIn(step: Step, events: readonly StepEvent[], [from, until]: Interval): MonthOfStep {
  const began = runsOf(step, events).filter(({ begun }) => begun >= from * 1000 && begun < until * 1000);
  const took = new Map<number, number>();
  const late: MonthOfStep['late'] = [];
  const open: MonthOfStep['open'] = [];
  for (const { subject, begun, ended } of began) {
    if (ended === undefined) {
      open.push({ subject, begun });
      continue;
    }
    const milliseconds = Math.max(0, ended - begun);
    took.set(milliseconds, (took.get(milliseconds) ?? 0) + 1);
    if (isLate(step, milliseconds)) late.push({ subject, begun, ended });
  }
  return { took: [...took].sort((a, b) => a[0] - b[0]), late, open };
}

function timesIn({ took, open }: MonthOfStep, asOf: number): StepTimes {
  const ended = took.flatMap(([milliseconds, count]) => Array<number>(count).fill(milliseconds));
  return { ended, open: timesOf(open, asOf).open };
}

/** One step of a month, judged. */
export interface JudgedStep extends StepMeasurement {
  readonly name: string;
  readonly step: Step;
}

/** Judges what a statement keeps of a month; a step of which it keeps nothing did not happen. */
export function judgeSteps(
  steps: Readonly<Record<string, Step>>,
  month: StepsOfMonth,
): readonly JudgedStep[] {
  return Object.entries(steps).map(([name, step]) => {
    const kept = month.steps[name] ?? { took: [], late: [], open: [] };
    return { name, step, ...measureTimes(step, timesIn(kept, month.asOf)) };
  });
}
