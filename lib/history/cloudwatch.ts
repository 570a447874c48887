import type { History } from '../promises/availability/history.ts';
import { isList, isObject, unreadable } from './problem.ts';
import { historyOf, type Samples, usualStep } from './samples.ts';
import type { Scanned } from './scan.ts';
import { type DownRule, describeRule, isUp } from './threshold.ts';
import { fromEpoch, timeReader } from './time.ts';

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
type Lists = Scanned['lists'];
const NO_LISTS: Lists = new Map();

/** The list that a scan put in the place of a name. */
function scanned(value: unknown, lists: Lists) {
  return typeof value === 'string' ? lists.get(value) : undefined;
}

function inSeconds(times: Float64Array): Float64Array {
  const out = new Float64Array(times.length);
  for (let i = 0; i < out.length; i++) out[i] = fromEpoch(times[i] ?? 0);
  return out;
}

function timesOf(file: string, name: string, value: unknown, lists: Lists): Float64Array {
  const list = scanned(value, lists);
  if (list) return list.seconds ? list.found : inSeconds(list.found);
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

function upOfNumbers(points: Float64Array, rule: DownRule): Uint8Array {
  const up = new Uint8Array(points.length);
  for (let i = 0; i < up.length; i++) up[i] = isUp(points[i] ?? 0, rule) ? 1 : 0;
  return up;
}

function upOf(file: string, name: string, value: unknown, rule: DownRule, lists: Lists): Uint8Array {
  const list = scanned(value, lists);
  if (list) return upOfNumbers(list.found, rule);
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

function pageOf(file: string, name: string, result: Result, rule: DownRule, lists: Lists): Page {
  const times = timesOf(file, name, result.Timestamps, lists);
  const up = upOf(file, name, result.Values, rule, lists);
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

function seriesOf(
  file: string,
  results: readonly unknown[],
  rule: DownRule,
  lists: Lists,
): Map<string, Samples> {
  const pages = new Map<string, Page[]>();
  results.forEach((result, index) => {
    if (!isObject(result)) throw unreadable(file, `result ${index + 1} is not an object`);
    const name = nameOf(result, index);
    const page = pageOf(file, name, result, rule, lists);
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
  lists: Lists = NO_LISTS,
): History {
  const series = seriesOf(file, value.MetricDataResults, rule, lists);
  const steps = [...series.values()].map(({ times }) => usualStep(times)).filter(step => step !== undefined);
  const hold = period ?? (steps.length > 0 ? Math.min(...steps) : 60);
  if ([...series.values()].every(({ times }) => times.length === 0))
    throw unreadable(file, 'there is not one point');
  const note = `${describeRule(rule)}; a point covers ${hold} s, a missing one is unknown`;
  return historyOf('cloudwatch', series, hold, [note]);
}
