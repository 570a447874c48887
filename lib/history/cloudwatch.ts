import type { History } from '../promises/availability/history.ts';
import { isList, isObject, unreadable } from './problem.ts';
import { historyOf, type Samples, usualStep } from './samples.ts';
import { type DownRule, describeRule, isUp } from './threshold.ts';
import { timeReader } from './time.ts';

/** Whether parsed JSON looks like the answer of GetMetricData. */
export function isCloudWatch(value: unknown): value is { MetricDataResults: readonly unknown[] } {
  return isObject(value) && isList(value.MetricDataResults);
}

function nameOf(result: Readonly<Record<string, unknown>>, index: number): string {
  const { Label, Id } = result;
  if (typeof Label === 'string' && Label !== '') return Label;
  return typeof Id === 'string' ? Id : `metric-${index + 1}`;
}

type Result = Readonly<Record<string, unknown>>;
function timesOf(file: string, name: string, value: unknown): Float64Array {
  if (!isList(value)) throw unreadable(file, `${name} needs as many Timestamps as Values`);
  const timeAt = timeReader();
  const times = new Float64Array(value.length);
  for (let i = 0; i < times.length; i++) {
    const time = timeAt(value[i]);
    if (time === undefined) throw unreadable(file, `${name} has no time at point ${i + 1}`);
    times[i] = time;
  }
  return times;
}

function upOf(file: string, name: string, value: unknown, rule: DownRule): Uint8Array {
  if (!isList(value)) throw unreadable(file, `${name} needs as many Timestamps as Values`);
  const up = new Uint8Array(value.length);
  for (let i = 0; i < up.length; i++) {
    const point = value[i];
    if (typeof point !== 'number') throw unreadable(file, `${name} has no number at point ${i + 1}`);
    up[i] = isUp(point, rule) ? 1 : 0;
  }
  return up;
}

interface Page {
  readonly times: Float64Array;
  readonly up: Uint8Array;
}

function pageOf(file: string, name: string, result: Result, rule: DownRule): Page {
  const times = timesOf(file, name, result.Timestamps);
  const up = upOf(file, name, result.Values, rule);
  if (times.length !== up.length) throw unreadable(file, `${name} needs as many Timestamps as Values`);
  return { times, up };
}

function joined(pages: readonly Page[]): Samples {
  const [only, ...more] = pages;
  if (only && more.length === 0) return only;
  const length = pages.reduce((sum, { times }) => sum + times.length, 0);
  const times = new Float64Array(length);
  const up = new Uint8Array(length);
  let at = 0;
  for (const page of pages) {
    times.set(page.times, at);
    up.set(page.up, at);
    at += page.times.length;
  }
  return { times, up };
}

function seriesOf(file: string, results: readonly unknown[], rule: DownRule): Map<string, Samples> {
  const pages = new Map<string, Page[]>();
  results.forEach((result, index) => {
    if (!isObject(result)) throw unreadable(file, `result ${index + 1} is not an object`);
    const name = nameOf(result, index);
    const page = pageOf(file, name, result, rule);
    const known = pages.get(name);
    if (known) known.push(page);
    else pages.set(name, [page]);
  });
  return new Map([...pages].map(([name, parts]) => [name, joined(parts)]));
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
  const series = seriesOf(file, value.MetricDataResults, rule);
  const steps = [...series.values()].map(({ times }) => usualStep(times)).filter(step => step !== undefined);
  const hold = period ?? (steps.length > 0 ? Math.min(...steps) : 60);
  if ([...series.values()].every(({ times }) => times.length === 0))
    throw unreadable(file, 'there is not one point');
  const note = `${describeRule(rule)}; a point covers ${hold} s, a missing one is unknown`;
  return historyOf('cloudwatch', series, hold, [note]);
}
