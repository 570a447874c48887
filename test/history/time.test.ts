import fc from 'fast-check';
import { timeOf, timeReader } from '../../lib/history/time.ts';
import { instantOf } from '../../lib/promises/availability/month.ts';

test('times are read as Temporal reads them, one by one and in a row', () => {
  const moments = fc.array(fc.integer({ min: 0, max: 4_000_000_000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(moments, seconds => {
      const read = timeReader();
      for (const second of seconds) {
        const text = new Date(second * 1000).toISOString();
        const short = text.replace('.000', '');
        expect([timeOf(text), timeOf(short), read(short), read(text)]).toEqual([
          second,
          second,
          second,
          second,
        ]);
        expect(instantOf(short)).toBe(second);
      }
    }),
    { numRuns: 300 },
  );
});

test.each([
  '2026-02-29T10:00:00Z',
  '2026-04-31T10:00:00Z',
  '2026-10-07T24:01:00Z',
  '2026-10-07T10:60:00Z',
  '2026-10-07T10:00:00',
  '2026-10-07',
  '2026-00-10T10:00:00Z',
  'x026-10-07T10:00:00Z',
])('%s is no time', text => {
  expect(timeOf(text)).toBeUndefined();
  expect(timeReader()(text)).toBeUndefined();
});

test('offsets, fractions, epoch seconds and milliseconds', () => {
  expect(timeOf('2026-10-07T10:00:00-04:00')).toBe(instantOf('2026-10-07T14:00:00Z'));
  expect(timeOf('2026-10-07 10:00:00.500+0000')).toBe(instantOf('2026-10-07T10:00:00.5Z'));
  expect(timeOf('2028-02-29T00:00:00Z')).toBe(instantOf('2028-02-29T00:00:00Z'));
  expect(timeOf(1_790_000_000)).toBe(1_790_000_000);
  expect(timeOf('1790000000000')).toBe(1_790_000_000);
});
