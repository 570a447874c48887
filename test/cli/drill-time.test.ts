import { UsageError } from '../../lib/agreement/errors.ts';
import { unreachable, wantedTime } from '../../lib/cli/drill-time.ts';

describe('--to', () => {
  test.each([
    [undefined, undefined],
    ['latest', 'latest'],
    ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00.000Z'],
    ['2026-11-21T10:00+01:00', '2026-11-21T09:00:00.000Z'],
  ])('%s is %s', (given, wanted) => expect(wantedTime(given)).toBe(wanted));

  test.each([
    ['yesterday', /^--to yesterday is not a time: write latest, or a time such as/],
    ['1', /is not a time:/],
    ['2026-11-21', /is not a time:/],
    ['2026-13-41T10:00:00Z', /is not a time:/],
    ['2026-11-21T10:00:00', /is not a time with its zone:/],
  ])('%s is refused in one line', (given, message) => {
    expect(() => wantedTime(given)).toThrow(UsageError);
    expect(() => wantedTime(given)).toThrow(message);
  });

  test.each([
    ['latest', undefined],
    ['2026-11-21T10:00:59.000Z', undefined],
    ['2026-11-21T09:59:59.000Z', /is before its first backup: the drill will be red/],
    ['2026-11-21T10:01:01.000Z', /at most 60 s; .* is later: the drill will be red/],
  ])('%s, asked for when the database is made, is told beforehand', (to, told) => {
    const said = unreachable(to, new Date('2026-11-21T10:00:00Z'), 60_000);
    if (told === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(told);
  });
});
