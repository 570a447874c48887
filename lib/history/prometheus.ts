import type { History } from '../promises/availability/history.ts';
import { isList, isObject, unreadable } from './problem.ts';
import { historyOf, type Samples, usualStep } from './samples.ts';
import { type DownRule, describeRule, isUp } from './threshold.ts';

type Matrix = { data: { result: readonly unknown[] } };

/** Whether parsed JSON looks like the answer of a Prometheus range query. */
export function isPrometheus(value: unknown): value is Matrix {
  return isObject(value) && isObject(value.data) && isList(value.data.result);
}

/** The label that tells a series from the others; all labels when none is enough. */
function nameOf(metric: unknown, all: readonly unknown[]): string {
  if (!isObject(metric)) return 'series';
  for (const label of ['component', 'service', 'instance', 'job', '__name__']) {
    const values = all.map(other => (isObject(other) ? other[label] : undefined));
    const own = metric[label];
    if (typeof own === 'string' && new Set(values).size === all.length) return own;
  }
  const labels = Object.entries(metric).map(([key, value]) => `${key}=${String(value)}`);
  return labels.join(',') || 'series';
}

function samplesOf(file: string, name: string, values: unknown, rule: DownRule): Samples {
  if (!isList(values))
    throw unreadable(file, `${name} has no values: a range query (query_range) gives them`);
  const pairs = values.map((pair, i): readonly [number, boolean] => {
    const [time, value] = isList(pair) ? pair : [];
    const number = Number(value);
    if (typeof time !== 'number' || typeof value !== 'string') {
      throw unreadable(file, `${name} has no [time, "value"] at point ${i + 1}`);
    }
    return [time, isUp(Number.isNaN(number) ? -Infinity : number, rule)];
  });
  return { times: pairs.map(([time]) => time), up: pairs.map(([, up]) => up) };
}

/** Reads a Prometheus range result (resultType matrix). A point covers one step; a missing one is unknown. */
export function readPrometheus(file: string, value: Matrix, rule: DownRule, step?: number): History {
  const results = value.data.result.filter(isObject);
  if (results.length === 0) throw unreadable(file, 'the range result has no series');
  const metrics = results.map(result => result.metric);
  const series = new Map(
    results.map(result => {
      const name = nameOf(result.metric, metrics);
      return [name, samplesOf(file, name, result.values, rule)] as const;
    }),
  );
  const steps = [...series.values()]
    .map(({ times }) => usualStep(times))
    .filter(found => found !== undefined);
  const hold = step ?? (steps.length > 0 ? Math.min(...steps) : 60);
  if ([...series.values()].every(({ times }) => times.length === 0))
    throw unreadable(file, 'there is not one point');
  return historyOf('prometheus', series, hold, [
    `${describeRule(rule)}; a point covers ${hold} s, a missing one is unknown`,
  ]);
}
