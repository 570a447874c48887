import fc from 'fast-check';
import { countDown, countLongRuns, removeExcluded, wordsFor } from '../../lib/promises/availability/dense.ts';
import { PLAIN } from '../../lib/promises/availability/policy.ts';
import { measureMonth } from '../../lib/promises/availability/uptime.ts';
import { minutesOf, pieces, spansAt } from './arbitraries.ts';

const LENGTH = 200;
const MONTH = { name: '2026-10', window: [0, LENGTH * 60] as const, days: 1, seconds: LENGTH * 60 };

function bits(minutes: readonly boolean[]): Uint32Array {
  const words = new Uint32Array(wordsFor(minutes.length));
  minutes.forEach((down, i) => {
    if (down) words[i >>> 5] = (words[i >>> 5] ?? 0) | (1 << (i & 31));
  });
  return words;
}

const flapping = fc.array(fc.boolean(), { minLength: LENGTH, maxLength: LENGTH });
const blocks = pieces(LENGTH, 30).map(parts =>
  minutesOf(
    LENGTH,
    parts.map(([from, to]) => [from, to + (from % 3) * 20] as const),
  ),
);

function intervals(minutes: readonly boolean[]) {
  return spansAt(
    0,
    minutes.flatMap((down, i) => (down ? [[i, i + 1] as const] : [])),
  );
}

test('bits and intervals agree, for flapping and for long outages', () => {
  fc.assert(
    fc.property(
      fc.oneof(flapping, blocks),
      fc.oneof(flapping, blocks),
      fc.integer({ min: 0, max: 70 }),
      (down, excluded, longer) => {
        const words = bits(down);
        removeExcluded(words, bits(excluded));
        const observed = { down: intervals(down), unknown: [] };
        const expected =
          measureMonth({ ...PLAIN, countsAfter: longer * 60 }, observed, intervals(excluded), MONTH).counted /
          60;
        expect(countLongRuns(words, longer)).toBe(expected);
        expect(countDown(bits(down))).toBe(down.filter(Boolean).length);
      },
    ),
    { numRuns: 4000 },
  );
});
