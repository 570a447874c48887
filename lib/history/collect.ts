import { join, type Reach, type Seen, seenIn, UNSEEN } from '../promises/availability/collected.ts';
import { settledPart, windowToCollect } from '../promises/availability/collecting.ts';
import type { MeasuredSeries } from '../promises/availability/measured-series.ts';
import { clip, type Interval, lengthOf, subtract } from '../promises/availability/spans.ts';
import { historyOf, type Samples } from './samples.ts';

/** A health check as Route 53 knows it. */
export interface HealthCheck {
  readonly id: string;
  readonly host: string;
  readonly path: string;
}

/** What collecting needs of AWS, so that tests can lie, repeat and reorder. */
export interface CollectTools {
  readonly healthChecks: () => Promise<readonly HealthCheck[]>;
  /** The status of each check, minute by minute; 1 is healthy. Points may lack, come twice and in any order. */
  readonly points: (ids: readonly string[], window: Interval) => Promise<ReadonlyMap<string, Samples>>;
  readonly reach: (series: string) => Promise<Reach | undefined>;
  /** Joins what was seen into the store; repeating it changes nothing. */
  readonly merge: (series: string, seen: Seen) => Promise<void>;
  /** Notes how far a series is collected; never backwards. */
  readonly advance: (series: string, reach: Reach) => Promise<void>;
}

export interface Collected {
  readonly series: number;
  /** Of the series with the most, the seconds of which nobody knows, among those that must be known by now. */
  readonly holeSeconds: number;
  /** Series for which no health check exists. */
  readonly unchecked: readonly string[];
}

const PERIOD = 60;

/** What the points of one check say of a window. */
function seenBy(samples: Samples | undefined, window: Interval): Seen {
  if (!samples || samples.times.length === 0) return UNSEEN;
  const { components } = historyOf('cloudwatch', new Map([['it', samples]]), PERIOD, []);
  const observed = components.it;
  const first = Math.min(...Array.from(samples.times));
  const last = Math.max(...Array.from(samples.times)) + PERIOD;
  return observed ? seenIn(observed, [Math.max(first, window[0]), Math.min(last, window[1])]) : UNSEEN;
}

/** Seconds of the settled part of a window that nobody saw. */
function holesIn(seen: Seen, window: Interval, since: number): number {
  const settled = settledPart(window, since);
  return lengthOf(subtract(clip([...settled], settled), seen.seen));
}

/**
 * Collects the status of health checks since the last time into the history. It may be run twice at once, be
 * interrupted anywhere and be repeated: what was seen is joined, and how far it reaches is noted last.
 */
export async function collect(
  tools: CollectTools,
  wanted: readonly MeasuredSeries[],
  now: number,
): Promise<Collected> {
  const reached = await Promise.all(wanted.map(({ series }) => tools.reach(series)));
  const window = windowToCollect(reached, now);
  const checks = await tools.healthChecks();
  const idsOf = ({ host, path }: MeasuredSeries) =>
    checks.filter(check => check.host === host && check.path === path).map(({ id }) => id);
  const points = await tools.points([...new Set(wanted.flatMap(idsOf))], window);
  const holes: number[] = [];
  for (const [at, each] of wanted.entries()) {
    const seen = idsOf(each)
      .map(id => seenBy(points.get(id), window))
      .reduce(join, UNSEEN);
    await tools.merge(each.series, seen);
    const since = Math.min(reached[at]?.since ?? Infinity, seen.seen[0] ?? Infinity);
    if (since < Infinity) await tools.advance(each.series, { since, until: window[1] });
    holes.push(holesIn(seen, window, since < Infinity ? since : window[0]));
  }
  const unchecked = wanted.filter(each => idsOf(each).length === 0).map(({ series }) => series);
  return { series: wanted.length, holeSeconds: Math.max(0, ...holes), unchecked };
}
