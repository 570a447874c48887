import { z } from 'zod';
import { observedFrom, type Reach, type Seen } from './collected.ts';
import type { Exclusion } from './exclusions.ts';
import type { History } from './history.ts';
import type { Month } from './month.ts';
import type { Interval } from './spans.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** CloudWatch keeps points of one minute so long (AWS fact 18), less an hour in which they may vanish while we ask. */
const KEPT_BY_CLOUDWATCH = 15 * DAY - HOUR;

/** Every collection reads the last day again: points may arrive late, and joining them twice changes nothing. */
const READ_AGAIN = DAY;

/** A point that is younger may still be on its way, so its absence is no hole yet. */
export const ARRIVES_WITHIN = 15 * MINUTE;

/**
 * After a month's end so much more is collected before it is closed: a run over the edge is judged whole, and each of
 * the month's points was asked for again for a day.
 */
export const SETTLES_AFTER = DAY;

/** Before a month's start so much is read, for runs that reach into it. */
const READ_BEFORE = 31 * DAY;

/** The time to ask CloudWatch about, in whole minutes: from the last collection, overlapping, or as far as it keeps. */
export function windowToCollect(reached: readonly (Reach | undefined)[], now: number): Interval {
  const until = now - (now % MINUTE);
  const earliest = until - KEPT_BY_CLOUDWATCH;
  const from = Math.min(...reached.map(reach => (reach ? reach.until - READ_AGAIN : earliest)), until);
  const kept = Math.max(from, earliest);
  return [kept - (kept % MINUTE), until];
}

/** The part of a window in which every point must have arrived; empty when nothing must have yet. */
export function settledPart([from, until]: Interval, since: number): Interval {
  const start = Math.max(from, since);
  return [start, Math.max(start, until - ARRIVES_WITHIN)];
}

/** The time that is read from the store to close a month. */
export function windowToClose({ window }: Month): Interval {
  return [window[0] - READ_BEFORE, window[1] + SETTLES_AFTER];
}

/** What was stored of one component. */
export interface StoredSeries {
  readonly reach: Reach;
  readonly seen: Seen;
}

/** The history of a window as it was collected; before the first look at every component nothing is covered. */
export function historyOfStored(
  stored: ReadonlyMap<string, StoredSeries>,
  exclusions: readonly Exclusion[],
  window: Interval,
): History {
  const from = Math.max(window[0], ...[...stored.values()].map(({ reach }) => reach.since));
  const covered: Interval = [Math.min(from, window[1]), window[1]];
  const components = [...stored].map(([name, { seen }]) => [name, observedFrom(seen, covered)] as const);
  return {
    source: 'collected',
    from: covered[0],
    until: covered[1],
    components: Object.fromEntries(components),
    exclusions,
    notes: [],
  };
}

const writtenExclusion = z.looseObject({ id: z.string().min(1) });

/** An exclusion as somebody sends it; its other fields are read where it is used. @throws z.ZodError without an id. */
export function readExclusion(event: unknown): z.output<typeof writtenExclusion> {
  return writtenExclusion.parse(event);
}
