import fc from 'fast-check';
import { parseBusinessTime, parseDuration, parsePeriod } from '../../lib/agreement/units/index.ts';
import { instantOf as at, isoOf } from '../../lib/promises/availability/month.ts';
import { dueAfterOpen, dueAt, openingHours } from '../../lib/promises/support/rules.ts';
import { removableFrom } from '../../lib/promises/versioning/rules.ts';

const HOURS = openingHours(
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '20:00', zone: 'America/Los_Angeles' },
  ['2026-11-26'],
);

test('AGENT-11, AGENT-12: four business hours, over the end of a day, a weekend and a holiday', () => {
  const due = (opened: string) => isoOf(dueAfterOpen(HOURS, at(opened), 4 * 3600));
  expect(due('2026-11-18T17:00:00-08:00')).toBe('2026-11-19T17:00:00Z');
  expect(due('2026-11-20T18:00:00-08:00')).toBe('2026-11-23T18:00:00Z');
  expect(due('2026-11-25T19:00:00-08:00')).toBe('2026-11-27T19:00:00Z');
});

test('waiting longer is never due earlier, and a ticket opened later is never due earlier', () => {
  const opened = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') });
  const seconds = fc.integer({ min: 0, max: 200_000 });
  fc.assert(
    fc.property(opened, seconds, seconds, (start, a, b) => {
      const [short, long] = a < b ? [a, b] : [b, a];
      expect(dueAfterOpen(HOURS, start, short)).toBeLessThanOrEqual(dueAfterOpen(HOURS, start, long));
      expect(dueAfterOpen(HOURS, start, short)).toBeLessThanOrEqual(dueAfterOpen(HOURS, start + a, short));
    }),
    { numRuns: 150 },
  );
});

test('each way of promising a response', () => {
  const opened = at('2026-11-18T17:00:00-08:00');
  const due = (time: Parameters<typeof dueAt>[0]) => dueAt(time, HOURS, opened, 'open-hours');
  expect(due('best-effort')).toBeUndefined();
  expect(due(parseDuration('1h'))).toBe(opened + 3600);
  expect(due(parseBusinessTime('1 business day'))).toBe(dueAfterOpen(HOURS, opened, 12 * 3600));
  expect(due('business-hours')).toBe(dueAfterOpen(HOURS, opened, 12 * 3600));
  expect(() => dueAfterOpen({ ...HOURS, weekdays: [] }, opened, 1)).toThrow(/never opens/);
});

test('OPS-9: an old version goes after its notice and its time beside the new one, whichever is later', () => {
  const terms = { 'removal-notice': parsePeriod('6 months'), parallel: parsePeriod('12 months') };
  expect(removableFrom('2026-08-31', '2026-01-01', terms)).toBe('2027-02-28');
  expect(removableFrom('2026-02-01', '2026-01-31', terms)).toBe('2027-01-31');
});
