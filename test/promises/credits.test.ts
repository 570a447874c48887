import fc from 'fast-check';
import { parsePercent } from '../../lib/agreement/units/index.ts';
import {
  balanceOf,
  claimFor,
  invoice,
  noteClaim,
  type Posting,
  settle,
} from '../../lib/promises/credits/account.ts';
import { claimOf, inTime } from '../../lib/promises/credits/claim.ts';
import {
  cappedShare,
  creditOf,
  monthOfYearlyFee,
  roundHalfUp,
  shareOf,
} from '../../lib/promises/credits/rules.ts';
import { credits } from '../../lib/promises/credits/schema.ts';

const TERMS = credits.parse({
  clause: 'TIER-5',
  of: 'monthly-fee',
  tiers: [
    { below: '99.99%', credit: '10%' },
    { below: '99.9%', credit: '25%' },
    { below: '99.0%', credit: '50%' },
  ],
  cap: '50%',
  claim: { clause: 'TIER-7', by: 'support-ticket', within: '30d' },
  'paid-as': { to: 'next-invoice' },
});
const pct = (text: string) => parsePercent(text).fraction;

test('a higher uptime is never credited more, and nothing exceeds the cap', () => {
  const uptimes = fc.bigInt({ min: 0n, max: 1_000_000n });
  fc.assert(
    fc.property(uptimes, uptimes, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      const share = (num: bigint) => {
        const { num: n, den } = creditOf(TERMS, { num, den: 1_000_000n });
        return Number(n) / Number(den);
      };
      expect(share(high)).toBeLessThanOrEqual(share(low));
      expect(share(low)).toBeLessThanOrEqual(0.5);
    }),
  );
});

test('amounts: half a cent goes up, a twelfth and the days of a month differ', () => {
  expect(roundHalfUp({ num: 5n, den: 10n })).toBe(1n);
  expect(roundHalfUp({ num: 4n, den: 10n })).toBe(0n);
  expect(roundHalfUp({ num: -6n, den: 10n })).toBe(-1n);
  expect(shareOf({ num: 9999n, den: 1n }, pct('10%'))).toBe(1000n);
  expect(monthOfYearlyFee(12_000n, 'twelfth', { month: 28, year: 365 })).toEqual({ num: 12_000n, den: 12n });
  expect(monthOfYearlyFee(12_000n, 'by-days', { month: 28, year: 365 })).toEqual({
    num: 336_000n,
    den: 365n,
  });
  expect(cappedShare([pct('25%'), pct('50%')], pct('50%'))).toEqual(pct('50%'));
});

test('TIER-7: a claim is in time until the last second of the 30 days, and automatic credits need none', () => {
  const claim = claimOf(TERMS, 1000);
  expect(inTime(claim, 1000 + 30 * 86_400)).toBe(true);
  expect(inTime(claim, 1001 + 30 * 86_400)).toBe(false);
  expect(inTime({ by: 'automatic' }, Infinity)).toBe(true);
});

const owed = (period: string, minor: bigint, revision = 1) => ({
  clause: 'T',
  period,
  minor,
  revision,
  evidence: 'e',
});
const billed = (period: string, gross = 1000n) => ({ period, billedDays: 30, gross, appliesCredits: true });
const add = (postings: readonly Posting[], next: Posting | undefined) =>
  next ? [...postings, next] : postings;

test('a credit goes on a later invoice, what is left is carried forward, a correction is a counter-entry', () => {
  let postings: readonly Posting[] = [];
  postings = add(postings, settle(postings, owed('2026-01', 1500n)));
  postings = add(postings, invoice(postings, billed('2026-01')));
  postings = add(postings, invoice(postings, billed('2026-02')));
  postings = add(postings, invoice(postings, billed('2026-03')));
  const invoices = () =>
    postings.flatMap(p => (p.kind === 'invoice' ? [[p.number, p.credited, p.total]] : []));
  expect(invoices()).toEqual([
    [1, '0', '1000'],
    [2, '1000', '0'],
    [3, '500', '500'],
  ]);
  postings = add(postings, settle(postings, owed('2026-01', 1200n, 2)));
  expect(postings.at(-1)).toMatchObject({ kind: 'correction', amount: '-300' });
  expect(balanceOf(postings)).toBe(-300n);
  postings = add(postings, invoice(postings, billed('2026-04')));
  expect(invoices().at(-1)).toEqual([4, '-300', '1300']);
  expect(balanceOf(postings)).toBe(0n);
});

test('older evidence that arrives late changes nothing, even where the newer one owed nothing', () => {
  const postings = add([], settle([], owed('2026-01', 0n, 2)));
  expect(settle(postings, owed('2026-01', 500n, 1))).toBeUndefined();
});

test('a claim is noted once per month', () => {
  const claim = { period: '2026-01', ticket: 'T-1', at: 5 };
  const postings = add([], noteClaim([], claim));
  expect(noteClaim(postings, { ...claim, ticket: 'T-2' })).toBeUndefined();
  expect(claimFor(postings, '2026-01')?.ticket).toBe('T-1');
  expect(claimFor(postings, '2026-02')).toBeUndefined();
});
