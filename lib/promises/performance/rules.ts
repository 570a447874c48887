import type { Duration } from '../../agreement/units/index.ts';

/** Something that happened, such as `webhook` at a time, to one alert. Times in epoch seconds. */
export interface StepEvent {
  readonly subject: string;
  readonly event: string;
  readonly at: number;
}

/** A promised step: from one event to another within a time (AGENT-4). */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly within: Duration;
}

export interface StepMeasurement {
  readonly count: number;
  /** Started and never finished; each is late once its time is over. */
  readonly unfinished: number;
  readonly late: number;
  /** Seconds; undefined when nothing finished. */
  readonly worst: number | undefined;
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
}

/** The smallest value that at least this share of the values does not exceed (nearest rank). */
export function percentile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** The first time of each event of each subject: a repeated event is a redelivery (aws-facts 23). */
function firstTimes(events: readonly StepEvent[], name: string): Map<string, number> {
  const out = new Map<string, number>();
  for (const { subject, event, at } of events) {
    if (event === name) out.set(subject, Math.min(at, out.get(subject) ?? Infinity));
  }
  return out;
}

/** Measures a step over events in any order. `asOf` closes what has not finished yet. */
export function measureStep(step: Step, events: readonly StepEvent[], asOf: number): StepMeasurement {
  const starts = firstTimes(events, step.from);
  const stops = firstTimes(events, step.to);
  const took: number[] = [];
  let unfinished = 0;
  let late = 0;
  for (const [subject, start] of starts) {
    const stop = stops.get(subject);
    if (stop === undefined) unfinished++;
    else took.push(stop - start);
    if ((stop ?? asOf) - start > step.within.seconds) late++;
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => percentile(took, share);
  return {
    count: starts.size,
    unfinished,
    late,
    worst: took.at(-1),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}
