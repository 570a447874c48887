/**
 * A set of time: disjoint half-open intervals in ascending order, flat as [start, end, start, end, ...], in epoch
 * seconds. Flat numbers keep a month's history in a few cache lines; every function here returns a normalised set.
 */
export type Spans = readonly number[];

export const NOTHING: Spans = [];

/** One half-open interval [start, end) in epoch seconds. */
export type Interval = readonly [start: number, end: number];

/** Brings intervals of any order, overlapping, touching or empty, into a set. */
export function spansOf(intervals: Iterable<Interval>): Spans {
  const sorted = [...intervals].filter(([start, end]) => start < end).sort((a, b) => a[0] - b[0]);
  const out: number[] = [];
  for (const [start, end] of sorted) append(out, start, end);
  return out;
}

/** Adds an interval that starts no earlier than the last one, and merges what overlaps or touches. */
export function append(out: number[], start: number, end: number): void {
  const last = out.length - 1;
  const lastEnd = out[last];
  if (lastEnd !== undefined && start <= lastEnd) out[last] = Math.max(lastEnd, end);
  else out.push(start, end);
}

/** The intervals of a set. */
export function* intervalsOf(spans: Spans): Generator<Interval> {
  for (let i = 0; i < spans.length; i += 2) yield [spans[i] ?? 0, spans[i + 1] ?? 0];
}

/** The seconds in a set. */
export function lengthOf(spans: Spans): number {
  let sum = 0;
  for (let i = 0; i < spans.length; i += 2) sum += (spans[i + 1] ?? 0) - (spans[i] ?? 0);
  return sum;
}

/**
 * Walks the edges of two sets and keeps the time for which `keep(inA, inB)` holds: every set operation is this
 * one loop. `keep(false, false)` must be false.
 */
function sweep(a: Spans, b: Spans, keep: (inA: boolean, inB: boolean) => boolean): Spans {
  const out: number[] = [];
  let i = 0;
  let j = 0;
  let kept = false;
  while (i < a.length || j < b.length) {
    const edge = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    if (a[i] === edge) i++;
    if (b[j] === edge) j++;
    const now = keep(i % 2 === 1, j % 2 === 1);
    if (now !== kept) out.push(edge);
    kept = now;
  }
  return out;
}

/** The time in either set. */
export function union(a: Spans, b: Spans): Spans {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return sweep(a, b, (inA, inB) => inA || inB);
}

/** The time in both sets. */
export function intersect(a: Spans, b: Spans): Spans {
  if (a.length === 0 || b.length === 0) return NOTHING;
  return sweep(a, b, (inA, inB) => inA && inB);
}

/** The time in `a` that is not in `b`. */
export function subtract(a: Spans, b: Spans): Spans {
  if (a.length === 0 || b.length === 0) return a;
  return sweep(a, b, (inA, inB) => inA && !inB);
}

/**
 * The part of a set inside a window. A month's set lies inside its month as a rule and is returned as it is: that, and
 * a loop without a call per edge, keep a month that flaps every minute as quick as a plain scan of its minutes.
 */
export function clip(spans: Spans, [from, until]: Interval): Spans {
  if (spans.length === 0 || from >= until) return NOTHING;
  if ((spans[0] ?? from) >= from && (spans.at(-1) ?? until) <= until) return spans;
  const out: number[] = [];
  for (let i = 0; i < spans.length; i += 2) {
    const start = Math.max(from, spans[i] ?? 0);
    const end = Math.min(until, spans[i + 1] ?? 0);
    if (start < end) out.push(start, end);
  }
  return out;
}

/** The intervals of a set for which `keep` holds. */
export function filterSpans(spans: Spans, keep: (start: number, end: number) => boolean): Spans {
  const out: number[] = [];
  for (let i = 0; i < spans.length; i += 2) {
    const start = spans[i] ?? 0;
    const end = spans[i + 1] ?? 0;
    if (keep(start, end)) out.push(start, end);
  }
  return out;
}

/** Whether the instants just before and at `at` are in the set, in that order. */
export function around(spans: Spans, at: number): readonly [before: boolean, from: boolean] {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  const before = low % 2 === 1;
  return [before, spans[low] === at ? !before : before];
}
