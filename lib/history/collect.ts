import { join, type Reach, type Seen, seenIn, UNSEEN } from '../promises/availability/collected.ts';
import { settledPart, windowToCollect } from '../promises/availability/collecting.ts';
import { type FurtherSeries, metricsOf } from '../promises/availability/further-sources.ts';
import type { MeasuredSeries } from '../promises/availability/measured-series.ts';
import { type MetricPoints, type MetricQuery, seenInCalls } from '../promises/availability/sources.ts';
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
  /** Points of other metrics, in the region of the service. @default no canaries and calls are collected */
  readonly metrics?: (
    queries: readonly MetricQuery[],
    window: Interval,
  ) => Promise<ReadonlyMap<string, MetricPoints>>;
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
function seenBy(samples: Samples | undefined, window: Interval, hold = PERIOD): Seen {
  if (!samples || samples.times.length === 0) return UNSEEN;
  const { components, from, until } = historyOf('cloudwatch', new Map([['it', samples]]), hold, []);
  const observed = components.it;
  return observed ? seenIn(observed, [Math.max(from, window[0]), Math.min(until, window[1])]) : UNSEEN;
}

/** Seconds of the settled part of a window that nobody saw. */
function holesIn(seen: Seen, window: Interval, since: number): number {
  const settled = settledPart(window, since);
  return lengthOf(subtract(clip([...settled], settled), seen.seen));
}

/** A series with what was just seen of it. */
interface Found {
  readonly series: string;
  readonly seen: Seen;
  /** Where nothing was seen there is nothing wrong: nobody called. */
  readonly mayBeSilent: boolean;
}

async function foundByChecks(
  tools: CollectTools,
  wanted: readonly MeasuredSeries[],
  window: Interval,
): Promise<{ found: readonly Found[]; unchecked: readonly string[] }> {
  const checks = await tools.healthChecks();
  const idsOf = ({ host, path }: MeasuredSeries) =>
    checks.filter(check => check.host === host && check.path === path).map(({ id }) => id);
  const points = await tools.points([...new Set(wanted.flatMap(idsOf))], window);
  const found = wanted.map(each => ({
    series: each.series,
    seen: idsOf(each)
      .map(id => seenBy(points.get(id), window))
      .reduce(join, UNSEEN),
    mayBeSilent: false,
  }));
  return { found, unchecked: wanted.filter(each => idsOf(each).length === 0).map(({ series }) => series) };
}

/** A run of a canary may start this much late without anything being unknown. */
const LATE_RUN = 60;

/**
 * What canaries and the calls of customers say. Only of the settled part: the sums of a minute still grow while its
 * points arrive, and what is joined is never taken back.
 */
async function foundByMetrics(
  { metrics }: CollectTools,
  wanted: readonly FurtherSeries[],
  window: Interval,
): Promise<readonly Found[]> {
  if (wanted.length === 0) return [];
  if (!metrics) throw new TypeError('canaries and calls are collected by metrics');
  const settled = settledPart(window, window[0]);
  const points = await metrics(wanted.flatMap(metricsOf), settled);
  return wanted.map(each => {
    const own = metricsOf(each).map(({ id }) => points.get(id) ?? { times: [], values: [] });
    if ('canary' in each) {
      const [runs = { times: [], values: [] }] = own;
      const samples = { times: runs.times, up: runs.values.map(value => (value >= each.below ? 1 : 0)) };
      return {
        series: each.series,
        seen: seenBy(samples, settled, each.every + LATE_RUN),
        mayBeSilent: false,
      };
    }
    const calls = own.filter((_, at) => at % 2 === 0);
    const failed = own.filter((_, at) => at % 2 === 1);
    return { series: each.series, seen: seenInCalls(calls, failed, each), mayBeSilent: true };
  });
}

/**
 * Collects what health checks, canaries and calls show since the last time into the history, each as a series of its own.
 * It may be run twice at once, be interrupted anywhere and be repeated: what was seen is joined, and how far it reaches
 * is noted last.
 */
export async function collect(
  tools: CollectTools,
  wanted: readonly MeasuredSeries[],
  now: number,
  further: readonly FurtherSeries[] = [],
): Promise<Collected> {
  const all = [...wanted, ...further];
  const reached = await Promise.all(all.map(({ series }) => tools.reach(series)));
  const window = windowToCollect(reached, now);
  const { found, unchecked } = await foundByChecks(tools, wanted, window);
  const beside = await foundByMetrics(tools, further, window);
  const holes: number[] = [];
  for (const [at, { series, seen, mayBeSilent }] of [...found, ...beside].entries()) {
    await tools.merge(series, seen);
    const silent = mayBeSilent ? window[0] : Infinity;
    const since = Math.min(reached[at]?.since ?? Infinity, seen.seen[0] ?? Infinity, silent);
    if (since < Infinity) await tools.advance(series, { since, until: window[1] });
    if (!mayBeSilent) holes.push(holesIn(seen, window, since < Infinity ? since : window[0]));
  }
  return { series: all.length, holeSeconds: Math.max(0, ...holes), unchecked };
}
