import type { History } from '../promises/availability/history.ts';
import { isList, isObject, unreadable } from './problem.ts';
import { historyOf, type Samples, usualStep } from './samples.ts';
import { type DownRule, describeRule, isUp } from './threshold.ts';
import { timeOf } from './time.ts';

/** Whether parsed JSON looks like the answer of GetMetricData. */
export function isCloudWatch(value: unknown): value is { MetricDataResults: readonly unknown[] } {
  return isObject(value) && isList(value.MetricDataResults);
}

function nameOf(result: Readonly<Record<string, unknown>>, index: number): string {
  const { Label, Id } = result;
  if (typeof Label === 'string' && Label !== '') return Label;
  return typeof Id === 'string' ? Id : `metric-${index + 1}`;
}

function samplesOf(
  file: string,
  name: string,
  result: Readonly<Record<string, unknown>>,
  rule: DownRule,
): Samples {
  const { Timestamps, Values } = result;
  if (!isList(Timestamps) || !isList(Values) || Timestamps.length !== Values.length) {
    throw unreadable(file, `${name} needs as many Timestamps as Values`);
  }
  const times: number[] = [];
  const up: boolean[] = [];
  for (let i = 0; i < Timestamps.length; i++) {
    const time = timeOf(Timestamps[i]);
    const value = Values[i];
    if (time === undefined) throw unreadable(file, `${name} has no time at point ${i + 1}`);
    if (typeof value !== 'number') throw unreadable(file, `${name} has no number at point ${i + 1}`);
    times.push(time);
    up.push(isUp(value, rule));
  }
  return { times, up };
}

/**
 * Reads a GetMetricData answer, or several pages of it under one `MetricDataResults`: results with one label are one
 * series, points in any order. A point covers its own period; a missing point is unknown (aws-facts 21), never up.
 */
export function readCloudWatch(
  file: string,
  value: { MetricDataResults: readonly unknown[] },
  rule: DownRule,
  period?: number,
): History {
  const series = new Map<string, { times: number[]; up: boolean[] }>();
  value.MetricDataResults.forEach((result, index) => {
    if (!isObject(result)) throw unreadable(file, `result ${index + 1} is not an object`);
    const name = nameOf(result, index);
    const { times, up } = samplesOf(file, name, result, rule);
    const known = series.get(name) ?? { times: [], up: [] };
    for (let i = 0; i < times.length; i++) known.times.push(times[i] ?? 0);
    for (const state of up) known.up.push(state);
    series.set(name, known);
  });
  const steps = [...series.values()].map(({ times }) => usualStep(times)).filter(step => step !== undefined);
  const hold = period ?? (steps.length > 0 ? Math.min(...steps) : 60);
  if ([...series.values()].every(({ times }) => times.length === 0))
    throw unreadable(file, 'there is not one point');
  return historyOf('cloudwatch', series, hold, [
    `${describeRule(rule)}; a point covers ${hold} s, a missing one is unknown`,
  ]);
}
