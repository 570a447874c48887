import fc from 'fast-check';
import { compareFractions } from '../../lib/agreement/units/index.ts';
import { combine } from '../../lib/promises/availability/components.ts';
import { PLAIN } from '../../lib/promises/availability/policy.ts';
import { type Interval, spansOf, union } from '../../lib/promises/availability/spans.ts';
import { measureMonth } from '../../lib/promises/availability/uptime.ts';
import { pieces, policies, spansAt } from './arbitraries.ts';

const LENGTH = 60;
const MONTH = { name: '2026-10', window: [900, 2820] as const, days: 31, seconds: 1920 };
const intervals = pieces(LENGTH);

test('an added outage never raises uptime', () => {
  fc.assert(
    fc.property(
      policies,
      intervals,
      intervals,
      intervals,
      intervals,
      (policy, down, more, missing, excluded) => {
        const measure = (parts: readonly Interval[]) =>
          measureMonth(
            policy,
            { down: spansAt(0, parts), unknown: spansAt(0, missing) },
            spansAt(0, excluded),
            MONTH,
          );
        expect(
          compareFractions(measure([...down, ...more]).uptime, measure(down).uptime),
        ).toBeLessThanOrEqual(0);
      },
    ),
    { numRuns: 4000 },
  );
});

test('an added exclusion never lowers uptime where the denominator is the whole month', () => {
  fc.assert(
    fc.property(
      policies,
      intervals,
      intervals,
      intervals,
      intervals,
      (policy, down, missing, excluded, more) => {
        const measure = (parts: readonly Interval[]) =>
          measureMonth(
            { ...policy, denominator: 'total' },
            { down: spansAt(0, down), unknown: spansAt(0, missing) },
            spansAt(0, parts),
            MONTH,
          );
        const [before, after] = [measure(excluded), measure([...excluded, ...more])];
        expect(compareFractions(after.uptime, before.uptime)).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 4000 },
  );
});

test('with the denominator minus-excluded the counted downtime still never grows, but its share of what is left can', () => {
  fc.assert(
    fc.property(
      policies,
      intervals,
      intervals,
      intervals,
      intervals,
      (policy, down, missing, excluded, more) => {
        const measure = (parts: readonly Interval[]) =>
          measureMonth(
            policy,
            { down: spansAt(0, down), unknown: spansAt(0, missing) },
            spansAt(0, parts),
            MONTH,
          );
        expect(measure([...excluded, ...more]).counted).toBeLessThanOrEqual(measure(excluded).counted);
      },
    ),
    { numRuns: 4000 },
  );
  const minus = { ...PLAIN, denominator: 'minus-excluded' as const };
  const measure = (excluded: readonly Interval[]) =>
    measureMonth(minus, { down: spansAt(0, [[20, 30]]), unknown: [] }, spansAt(0, excluded), MONTH).uptime;
  expect(compareFractions(measure([[40, 44]]), measure([]))).toBeLessThan(0);
});

test('splitting an interval, and the order of intervals, change nothing', () => {
  const cuts = fc.array(fc.double({ min: 0.1, max: 0.9, noNaN: true }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(policies, intervals, intervals, cuts, (policy, down, excluded, shares) => {
      const split = down.flatMap(([start, end], i): Interval[] => {
        const cut = start + Math.round((end - start) * (shares[i % shares.length] ?? 0.5));
        return [
          [cut, end],
          [start, cut],
        ];
      });
      const measure = (parts: readonly Interval[]) =>
        measureMonth(policy, { down: spansAt(0, parts), unknown: [] }, spansAt(0, excluded), MONTH);
      expect(measure(split.toReversed())).toEqual(measure(down));
    }),
    { numRuns: 2000 },
  );
});

test('two months next to each other count what both together do, where runs are judged across the edge', () => {
  fc.assert(
    fc.property(policies, intervals, intervals, (policy, down, excluded) => {
      const across = { ...policy, scope: 'run-across-month' as const };
      const count = (start: number, end: number) =>
        measureMonth(across, { down: spansAt(0, down), unknown: [] }, spansAt(0, excluded), {
          ...MONTH,
          window: [start * 60, end * 60],
        }).counted;
      expect(count(0, 25) + count(25, 60)).toBe(count(0, 60));
    }),
    { numRuns: 2000 },
  );
});

test('components: parallel is never down longer than any one, series never shorter', () => {
  const observed = fc
    .tuple(intervals, intervals)
    .map(([d, m]) => ({ down: spansAt(0, d), unknown: spansAt(0, m) }));
  fc.assert(
    fc.property(policies, fc.array(observed, { minLength: 1, maxLength: 4 }), (policy, parts) => {
      const counted = (seen: (typeof parts)[number]) =>
        measureMonth({ ...policy, missing: 'as-up' }, seen, [], MONTH).counted;
      for (const part of parts) {
        expect(counted(combine('parallel', parts))).toBeLessThanOrEqual(counted(part));
        expect(counted(combine('series', parts))).toBeGreaterThanOrEqual(counted(part));
      }
    }),
    { numRuns: 2000 },
  );
});

test('three-valued logic: one silent component leaves a series unknown only where nothing is known to be down', () => {
  const down = { down: spansOf([[0, 60]]), unknown: [] };
  const silent = { down: [], unknown: spansOf([[0, 120]]) };
  expect(combine('series', [down, silent])).toEqual({ down: [0, 60], unknown: [60, 120] });
  expect(combine('parallel', [down, silent])).toEqual({ down: [], unknown: [0, 60] });
  expect(union(combine('series', [down]).down, [])).toEqual([0, 60]);
});
