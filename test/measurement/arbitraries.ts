import fc from 'fast-check';
import type { Policy } from '../../lib/promises/availability/policy.ts';
import { type Interval, type Spans, spansOf } from '../../lib/promises/availability/spans.ts';

/** Every combination of policies, with thresholds of a few minutes. */
export const policies: fc.Arbitrary<Policy> = fc.record({
  order: fc.constantFrom('exclude-first', 'qualify-first', 'bridge-exclusions'),
  scope: fc.constantFrom('run-across-month', 'clip-first'),
  missing: fc.constantFrom('as-up', 'as-down', 'bridge', 'excluded'),
  denominator: fc.constantFrom('total', 'minus-excluded'),
  combine: fc.constant('each' as const),
  countsAfter: fc.integer({ min: 0, max: 6 }).map(minutes => minutes * 60),
  inclusive: fc.boolean(),
});

/** Intervals in minutes of a short timeline, so that they meet, touch and nest often. */
export const pieces = (length: number, most = 8): fc.Arbitrary<readonly Interval[]> =>
  fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: length - 1 }), fc.integer({ min: 1, max: 12 }))
      .map(([start, size]): Interval => [start, Math.min(length, start + size)]),
    { maxLength: most },
  );

/** Minutes of the timeline as seconds since `origin`. */
export function spansAt(origin: number, intervals: readonly Interval[]): Spans {
  return spansOf(intervals.map(([start, end]): Interval => [origin + start * 60, origin + end * 60]));
}

export function minutesOf(length: number, intervals: readonly Interval[]): boolean[] {
  return Array.from({ length }, (_, i) => intervals.some(([start, end]) => i >= start && i < end));
}
