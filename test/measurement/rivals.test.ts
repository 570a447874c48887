import { compareFractions, parsePercent } from '../../lib/agreement/units/index.ts';
import { parseHistory } from '../../lib/history/index.ts';
import { judgeExclusions } from '../../lib/promises/availability/exclusions.ts';
import { closedAt } from '../../lib/promises/availability/history.ts';
import { instantOf as at, monthOf } from '../../lib/promises/availability/month.ts';
import { PLAIN } from '../../lib/promises/availability/policy.ts';
import { spansOf } from '../../lib/promises/availability/spans.ts';
import { measureMonth } from '../../lib/promises/availability/uptime.ts';
import { settle } from '../../lib/promises/credits/account.ts';
import { invoice } from '../../lib/promises/credits/invoice.ts';
import { monthlyBilling } from '../promises/billing.ts';

/** Mistakes that other tools of this field make in public; each must not happen here. */
const OCTOBER = monthOf('2026-10', 'UTC');
const NOTICE = { kind: 'maintenance', notice: { text: '48h', seconds: 48 * 3600 } } as const;
const start = at('2026-10-07T10:00:00Z');

function window(announced?: number) {
  return judgeExclusions([{ id: 'm', kind: 'maintenance', start, end: start + 3600, announced }], [NOTICE]);
}

test('maintenance is not counted as up: it is shown as excluded, and can leave the denominator', () => {
  const excluded = window(start - 48 * 3600).spans;
  const down = { down: spansOf([[start, start + 3600]]), unknown: [] };
  const found = measureMonth({ ...PLAIN, denominator: 'minus-excluded' }, down, excluded, OCTOBER);
  expect(found).toMatchObject({
    counted: 0,
    excluded: 3600,
    down: 3600,
    denominator: OCTOBER.seconds - 3600,
  });
});

test('announced maintenance does more than mute alerts: its downtime does not count', () => {
  const found = measureMonth(
    PLAIN,
    { down: spansOf([[start, start + 3600]]), unknown: [] },
    window(start - 200_000).spans,
    OCTOBER,
  );
  expect(found.counted).toBe(0);
});

test('maintenance that was not announced in time excludes nothing, and says why', () => {
  expect(window(start - 3600)).toMatchObject({
    accepted: [],
    refused: [{ id: 'm', reason: 'announced 1 h before, 48 h are required' }],
  });
  expect(window().refused[0]?.reason).toBe('was never announced');
});

test('all of 1,000 outages are read, not the first hundred', () => {
  const lines = Array.from({ length: 1000 }, (_, i) => {
    const from = OCTOBER.window[0] + i * 1800;
    return `api,down,${from},${from + 60}`;
  });
  const { components } = parseHistory('x', ['component,state,start,end', ...lines].join('\n'));
  const found = measureMonth(PLAIN, components.api ?? { down: [], unknown: [] }, [], OCTOBER);
  expect(found.counted).toBe(60_000);
});

test('an outage that is still open counts until now: neither for ever nor not at all', () => {
  const spans = (asOf: number) => spansOf(closedAt([{ start }], asOf));
  const counted = (asOf: number) =>
    measureMonth(PLAIN, { down: spans(asOf), unknown: [] }, [], OCTOBER).counted;
  expect(counted(start + 600)).toBe(600);
  expect(counted(start)).toBe(0);
  expect(counted(OCTOBER.window[1] + 999_999)).toBe(OCTOBER.window[1] - start);
});

test('a month has its true length', () => {
  const lengths = ['2027-02', '2028-02', '2026-04', '2026-10'].map(
    month => monthOf(month, 'UTC').seconds / 60,
  );
  expect(lengths).toEqual([40_320, 41_760, 43_200, 44_640]);
  expect(monthOf('2026-03', 'America/New_York').seconds / 60).toBe(44_580);
});

test('uptime is a share of time, not of checks: looking more often during an outage changes nothing', () => {
  const line = (minute: number, state: string) => `${start + minute * 60},api,${state}`;
  const rare = [line(0, 'up'), line(5, 'down'), line(10, 'up')];
  const often = [line(0, 'up'), ...[5, 6, 7, 8, 9].map(m => line(m, 'down')), line(10, 'up')];
  const down = (lines: readonly string[]) =>
    parseHistory('x', ['time,component,state', ...lines].join('\n'), { maxGap: 300 }).components.api?.down;
  expect(down(often)).toEqual(down(rare));
});

test('no data is not total failure, and not silently up: it is unknown', () => {
  const found = measureMonth(PLAIN, { down: [], unknown: [...OCTOBER.window] }, [], OCTOBER);
  expect(found).toMatchObject({ counted: 0, unknown: OCTOBER.seconds });
});

test('rounding never decides: 99.986 % is below 99.99 %', () => {
  const found = measureMonth(PLAIN, { down: spansOf([[start, start + 360]]), unknown: [] }, [], OCTOBER);
  expect(compareFractions(found.uptime, parsePercent('99.99%').fraction)).toBeLessThan(0);
});

test('a replayed event bills and credits once', () => {
  const owed = { clause: 'T-5', period: '2026-10', minor: 500n, revision: 1, evidence: 'e' };
  const billed = monthlyBilling('2026-10', 1000n);
  const credit = settle([], owed);
  const bill = invoice(credit ? [credit] : [], billed);
  const posted = [credit, bill].filter(posting => posting !== undefined);
  expect(posted).toHaveLength(2);
  expect(settle(posted, owed)).toBeUndefined();
  expect(invoice(posted, billed)).toBeUndefined();
});
