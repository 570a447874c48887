import { parsePercent } from '../../agreement/units/index.ts';
import type { Seen } from './collected.ts';
import { type Spans, spansOf, subtract, union } from './spans.ts';

/**
 * How several sources say together that a component is down, each moment by those that looked: one of them is enough
 * (`any`), all must agree (`all`), or more than half (`most`, where a draw is down: it favours the customer).
 */
export const DOWN_WHEN = ['any', 'most', 'all'] as const;
export type DownWhen = (typeof DOWN_WHEN)[number];

/** A metric as CloudWatch is asked for it. */
export interface MetricQuery {
  readonly id: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Minimum' | 'Sum';
  /** Seconds. */
  readonly period: number;
}

/** Points of a metric: epoch seconds and values, in any order, perhaps twice. */
export interface MetricPoints {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

function isDown(downWhen: DownWhen, down: number, looked: number): boolean {
  switch (downWhen) {
    case 'any':
      return down > 0;
    case 'most':
      return down > 0 && down * 2 >= looked;
    case 'all':
      return down > 0 && down === looked;
  }
}

/** Whether a moment is in a set of time. */
function has(spans: Spans, at: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

/**
 * Joins what several sources saw of one component. Time at which nobody looked stays unknown; a source that did not look
 * has no vote.
 */
export function joinSources(downWhen: DownWhen, sources: readonly Seen[]): Seen {
  const certain = sources.map(({ seen, down }) => ({ seen, down: subtract(down, subtract(down, seen)) }));
  const seen = certain.map(source => source.seen).reduce(union, []);
  const edges = [...new Set(certain.flatMap(({ seen: looked, down }) => [...looked, ...down]))].sort(
    (a, b) => a - b,
  );
  const down = edges.flatMap((from, at): readonly (readonly [number, number])[] => {
    const until = edges[at + 1];
    if (until === undefined) return [];
    const votes = certain.filter(source => has(source.seen, from));
    const against = votes.filter(source => has(source.down, from)).length;
    return isDown(downWhen, against, votes.length) ? [[from, until]] : [];
  });
  return { seen, down: spansOf(down) };
}

/** What the calls of a minute must have been for it to count as down. */
export interface ErrorRule {
  /** Down above this share of failed calls, such as `5%`. */
  readonly above: string;
  /** A minute with fewer calls says nothing. */
  readonly atLeast: number;
}

/** Every value of a metric by its minute; of a point that is told twice the larger one, which is the later one. */
function byMinute(points: readonly MetricPoints[]): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  for (const { times, values } of points) {
    const own = new Map<number, number>();
    for (const [at, time] of times.entries()) own.set(time, Math.max(own.get(time) ?? 0, values[at] ?? 0));
    for (const [time, value] of own) sums.set(time, (sums.get(time) ?? 0) + value);
  }
  return sums;
}

/**
 * What the calls of customers say: down in a minute in which too many failed by the service's fault, up in one in which
 * enough were made and few failed. A call that was refused (4XX, 429) is no failure, and a minute without calls is unknown
 * (AWS fact 5). `counts` and `errors` are lists of metrics that belong together, such as one for each method.
 */
export function seenInCalls(
  counts: readonly MetricPoints[],
  errors: readonly MetricPoints[],
  { above, atLeast }: ErrorRule,
): Seen {
  const { num, den } = parsePercent(above).fraction;
  const failed = byMinute(errors);
  const seen: [number, number][] = [];
  const down: [number, number][] = [];
  for (const [minute, calls] of byMinute(counts)) {
    const failures = failed.get(minute);
    if (calls < atLeast || calls === 0 || failures === undefined) continue;
    seen.push([minute, minute + 60]);
    if (BigInt(Math.round(failures)) * den > BigInt(Math.round(calls)) * num)
      down.push([minute, minute + 60]);
  }
  return { seen: spansOf(seen), down: spansOf(down) };
}
