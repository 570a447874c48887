import type { Exclusion } from './exclusions.ts';
import { type Interval, NOTHING, type Spans, subtract, union } from './spans.ts';

/** What was seen of one component: the time it was down and the time nobody looked. All other time it was up. */
export interface Observed {
  readonly down: Spans;
  readonly unknown: Spans;
}

/** Where a history comes from and what it covers. Time outside `from`..`until` is unknown, never up. */
export interface History {
  /** In words, such as `upptime-summary`. */
  readonly source: string;
  readonly from: number;
  readonly until: number;
  /** The time whose months are of interest, where it is less than what is covered. */
  readonly listed?: Interval | undefined;
  readonly components: Readonly<Record<string, Observed>>;
  readonly exclusions: readonly Exclusion[];
  /** What the reader had to assume, for the person who reads the result. */
  readonly notes: readonly string[];
}

/** An outage as it is recorded; one that is still open has no end. */
export interface Outage {
  readonly start: number;
  readonly end?: number | undefined;
}

/** Closes open outages at the time as of which is measured, so that they count neither for ever nor not at all. */
export function closedAt(outages: readonly Outage[], asOf: number): readonly Interval[] {
  return outages.map(({ start, end }): Interval => [start, end ?? Math.max(start, asOf)]);
}

/** What was seen of a component, with everything in `window` outside of the covered time as unknown. */
export function within(observed: Observed, covered: Interval, window: Interval): Observed {
  const uncovered = subtract([...window], covered[0] < covered[1] ? covered : NOTHING);
  return { down: observed.down, unknown: union(observed.unknown, uncovered) };
}
