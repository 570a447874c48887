import fc from 'fast-check';
import { PLAIN } from '../../lib/promises/availability/policy.ts';
import { measureMonth } from '../../lib/promises/availability/uptime.ts';
import { minutesOf, pieces, policies, spansAt } from './arbitraries.ts';
import { slow } from './slow.ts';

const LENGTH = 60;
const FROM = 15;
const TO = 47;
const MONTH = { name: '2026-10', window: [FROM * 60, TO * 60] as const, days: 31, seconds: (TO - FROM) * 60 };

test('intervals and a plain minute-by-minute count agree, for every combination of policies', () => {
  fc.assert(
    fc.property(
      policies,
      pieces(LENGTH),
      pieces(LENGTH),
      pieces(LENGTH),
      (policy, down, missing, excluded) => {
        const expected = slow(
          {
            down: minutesOf(LENGTH, down),
            missing: minutesOf(LENGTH, missing),
            excluded: minutesOf(LENGTH, excluded),
          },
          policy,
          FROM,
          TO,
        );
        const observed = { down: spansAt(0, down), unknown: spansAt(0, missing) };
        const found = measureMonth(policy, observed, spansAt(0, excluded), MONTH);
        const inMinutes = {
          denominator: found.denominator / 60,
          counted: found.counted / 60,
          excluded: found.excluded / 60,
        };
        expect(inMinutes).toEqual(expected);
      },
    ),
    { numRuns: 8000 },
  );
});

test('the 96 combinations are all there', () => {
  const seen = new Set<string>();
  for (const p of fc.sample(policies, 4000))
    seen.add([p.order, p.scope, p.missing, p.denominator, p.inclusive].join());
  expect(seen.size).toBe(3 * 2 * 4 * 2 * 2);
});

test('nothing down under any policy but as-down is whole', () => {
  const found = measureMonth(PLAIN, { down: [], unknown: [] }, [], MONTH);
  expect(found.uptime.num).toBe(found.uptime.den);
});
