import type { z } from 'zod';
import { compareFractions, type Fraction } from '../../agreement/units/index.ts';
import type { step } from './schema.ts';

/** A promised step: from one event to another within a time (AGENT-4). */
export type Step = Pick<z.output<typeof step>, 'from' | 'to' | 'within' | 'exactly' | 'share'>;

/** Something that happened, such as `alert-received`, to one alert, check or tool call of one tenant. */
export interface StepEvent {
  readonly tenant: string;
  /** What it happened to: the id of an alert, a check, a tool call. */
  readonly subject: string;
  readonly event: string;
  /** When it happened, in epoch milliseconds. */
  readonly at: number;
}

/** One time through a step. Times in epoch milliseconds; without an end it is still open. */
export interface StepRun {
  readonly subject: string;
  readonly begun: number;
  readonly ended?: number | undefined;
}

/** Times in milliseconds; undefined when there is nothing to take them of. */
export interface StepMeasurement {
  readonly count: number;
  /** Begun and not ended; each is late once its time is over, and undecided before. */
  readonly open: number;
  readonly late: number;
  /** Of all that are decided; one that is still open has taken as long as it is open. */
  readonly worst: number | undefined;
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
  /** What the promised share of them did not exceed: the promise is broken when this is too long. */
  readonly promised: number | undefined;
  /** Undefined while nothing is decided. */
  readonly kept: boolean | undefined;
}

const ALL: Fraction = { num: 1n, den: 1n };

/** The smallest value that at least so many of a hundred do not exceed (nearest rank). */
export function percentile(sorted: readonly number[], hundredths: number): number | undefined {
  return sorted[Math.max(0, Math.ceil((sorted.length * hundredths) / 100) - 1)];
}

/** The same for an exact share. */
function rankOf(sorted: readonly number[], { num, den }: Fraction): number | undefined {
  const rank = (BigInt(sorted.length) * num + den - 1n) / den;
  return sorted[Math.max(0, Number(rank) - 1)];
}

/** The first time of each subject: whatever comes again is a redelivery (AWS fact 23). */
function firstTimes(events: readonly StepEvent[], name: string): Map<string, number> {
  const out = new Map<string, number>();
  for (const { subject, event, at } of events) {
    if (event === name) out.set(subject, Math.min(at, out.get(subject) ?? Infinity));
  }
  return out;
}

/**
 * The runs of a step in the events of one tenant, oldest first. The events are a set: their order, duplicates and how
 * they were cut into batches change nothing.
 */
export function runsOf(step: Pick<Step, 'from' | 'to'>, events: readonly StepEvent[]): readonly StepRun[] {
  const ends = firstTimes(events, step.to);
  return [...firstTimes(events, step.from)]
    .map(([subject, begun]) => ({ subject, begun, ended: ends.get(subject) }))
    .sort((a, b) => a.begun - b.begun || (a.subject < b.subject ? -1 : 1));
}

/** Whether so many milliseconds are too many. */
export function isLate({ within, exactly }: Pick<Step, 'within' | 'exactly'>, took: number): boolean {
  const longest = within.seconds * 1000;
  return exactly === 'late' ? took >= longest : took > longest;
}

/** How long runs took that ended, and for how long the others have been open, in milliseconds. */
export interface StepTimes {
  readonly ended: readonly number[];
  readonly open: readonly number[];
}

/**
 * The times of runs as of a time, in milliseconds. What ended before it began (a check that started early, clocks that
 * differ) took no time.
 */
export function timesOf(runs: readonly StepRun[], asOf: number): StepTimes {
  const ended: number[] = [];
  const open: number[] = [];
  for (const run of runs) {
    if (run.ended === undefined) open.push(Math.max(0, asOf - run.begun));
    else ended.push(Math.max(0, run.ended - run.begun));
  }
  return { ended, open };
}

/** Judges times against what was promised. */
export function measureTimes(step: Step, { ended, open }: StepTimes): StepMeasurement {
  const decided = [...ended, ...open.filter(age => isLate(step, age))].sort((a, b) => a - b);
  const late = decided.filter(took => isLate(step, took)).length;
  const share = step.share?.fraction ?? ALL;
  const onTime = { num: BigInt(decided.length - late), den: BigInt(Math.max(1, decided.length)) };
  return {
    count: ended.length + open.length,
    open: open.length,
    late,
    worst: decided.at(-1),
    p50: percentile(decided, 50),
    p95: percentile(decided, 95),
    p99: percentile(decided, 99),
    promised: rankOf(decided, share),
    kept: decided.length === 0 ? undefined : compareFractions(onTime, share) >= 0,
  };
}
