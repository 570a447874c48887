import fc from 'fast-check';
import { parseDuration } from '../../lib/agreement/units/index.ts';
import {
  copyDays,
  isKeptAway,
  pointInTimeAwayDays,
  pointInTimeDays,
  validationHours,
  vaultLock,
} from '../../lib/promises/backups/rules.ts';
import { longestGapOf, scheduleFor, TooFrequentError } from '../../lib/promises/backups/schedule.ts';
import { termsWith } from './fixture.data.ts';

const clause = 'T-1';
const daily = { clause, every: '1d', keep: '7d' } as const;

test.each([
  ['1h', 'cron(0 * * * ? *)'],
  ['90m', 'cron(0 * * * ? *)'],
  ['5h', 'cron(0 0/4 * * ? *)'],
  ['23h', 'cron(0 0/12 * * ? *)'],
  ['1d', 'cron(0 5 * * ? *)'],
  ['6d', 'cron(0 5 * * ? *)'],
  ['7d', 'cron(0 5 ? * SUN *)'],
  ['30d', 'cron(0 5 ? * SUN *)'],
  ['31d', 'cron(0 5 1 * ? *)'],
])('every %s becomes %s', (every, cron) => {
  expect(scheduleFor(parseDuration(every))).toBe(cron);
});

test('a schedule never runs less often than promised', () => {
  const hours = fc.integer({ min: 1, max: 24 * 400 });
  fc.assert(
    fc.property(hours, count => {
      const every = parseDuration(`${count}h`);
      const gap = longestGapOf(scheduleFor(every));
      return gap !== undefined && gap <= every.seconds;
    }),
  );
});

test('more often than hourly is refused (fact 9)', () => {
  expect(() => scheduleFor(parseDuration('59m'))).toThrow(TooFrequentError);
});

test.each([
  'cron(0 5 31 * ? *)',
  'cron(0 5 * 1 ? *)',
  'cron(0 0/5 * * ? *)',
  'cron(* 5 * * ? *)',
  'cron(0 5 * * ? 2027)',
  'rate(1 day)',
  'cron()',
])('the gap of %s is not claimed to be known', schedule => {
  expect(longestGapOf(schedule)).toBeUndefined();
});

test('RDS keeps what was promised, and the least it can where nothing was', () => {
  const promised = { ...daily, 'point-in-time': { keep: '14d', 'recovery-point': '5m' } } as const;
  expect(pointInTimeDays(termsWith({ backups: promised }))).toBe(14);
  expect(pointInTimeDays(termsWith({}))).toBe(1);
});

test('hours of retention are rounded up to days, never down', () => {
  const backups = { ...daily, 'point-in-time': { keep: '25h', 'recovery-point': '5m', away: true } } as const;
  expect(pointInTimeAwayDays(termsWith({ backups }))).toBe(2);
});

test('a copy is kept as long as the original unless it says otherwise', () => {
  expect(copyDays(termsWith({ backups: { ...daily, away: {} } }))).toBe(7);
  expect(copyDays(termsWith({ backups: { ...daily, away: { keep: '30d' } } }))).toBe(30);
  expect(copyDays(termsWith({ backups: daily }))).toBeUndefined();
  expect(isKeptAway(termsWith({ backups: daily }))).toBe(false);
});

test('only a compliance lock has a grace time, and development has no lock (facts 11 and 27)', () => {
  const lock = (mode: 'governance' | 'compliance') =>
    termsWith({ backups: { ...daily, lock: { mode, min: '1d', max: '30d' } } });
  expect(vaultLock(lock('governance'), 'production')).toEqual({ minDays: 1, maxDays: 30 });
  expect(vaultLock(lock('compliance'), 'production')).toEqual({ minDays: 1, maxDays: 30, graceDays: 3 });
  expect(vaultLock(lock('compliance'), 'development')).toBeUndefined();
});

test('validation lasts as long as a restore may take, within 1 to 168 hours', () => {
  expect([1, 7200, 7201, 10 ** 7].map(seconds => validationHours({ text: '', seconds }))).toEqual([
    1, 2, 3, 168,
  ]);
});
