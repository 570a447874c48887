import fc from 'fast-check';
import { parsePercent } from '../../lib/agreement/units/index.ts';
import { claimFor, noteClaim, settle } from '../../lib/promises/credits/account.ts';
import { claimOf, inTime } from '../../lib/promises/credits/claim.ts';
import { invoice } from '../../lib/promises/credits/invoice.ts';
import { balanceOf, type Posting } from '../../lib/promises/credits/postings.ts';
import { refund } from '../../lib/promises/credits/refund.ts';
import {
  cappedShare,
  creditOf,
  monthOfYearlyFee,
  roundHalfUp,
  shareOf,
} from '../../lib/promises/credits/rules.ts';
import { credits } from '../../lib/promises/credits/schema.ts';
import { charge, monthlyBilling } from './billing.ts';

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
const billed = (period: string, gross = 1000n) => monthlyBilling(period, gross);
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

const lapsing = credits.parse({ ...writtenTerms(), 'paid-as': { to: 'next-invoice', 'at-end': 'lapse' } });
const refunding = credits.parse({ ...writtenTerms(), 'paid-as': { to: 'refund' } });

function writtenTerms() {
  return {
    clause: 'T-1',
    of: 'monthly-fee' as const,
    tiers: [{ below: '99.9%' as const, credit: '10%' as const }],
    cap: '10%' as const,
    claim: { by: 'automatic' as const },
  };
}

test('when the contract ends, a credit that no invoice can use is paid back once, unless it was agreed to lapse', () => {
  const postings = add([], settle([], owed('2026-01', 500n)));
  const last = { period: '2026-02', isLast: true, terms: TERMS };
  expect(refund(postings, { ...last, isLast: false })).toBeUndefined();
  expect(refund(postings, { ...last, terms: lapsing })).toBeUndefined();
  const paid = refund(postings, last);
  expect(paid).toMatchObject({ key: 'refund:1', amount: '500' });
  const after = add(postings, paid);
  expect(balanceOf(after)).toBe(0n);
  expect(refund(after, last)).toBeUndefined();
});

test('credits that are refunded never go on an invoice; one that is taken back later does', () => {
  let postings = add([], settle([], owed('2026-01', 500n)));
  const terms = refunding;
  postings = add(postings, refund(postings, { period: '2026-01', isLast: false, terms }));
  expect(postings.at(-1)).toMatchObject({ kind: 'refund', amount: '500' });
  postings = add(postings, settle(postings, owed('2026-01', 200n, 2)));
  postings = add(postings, invoice(postings, monthlyBilling('2026-02', 1000n, { appliesCredits: false })));
  expect(postings.at(-1)).toMatchObject({ gross: '1000', credited: '-300', total: '1300' });
});

test('an invoice in advance bills the next month; what was billed too much comes off, and is paid back at the end', () => {
  let postings: readonly Posting[] = [];
  const ahead = (period: string, next: string) =>
    monthlyBilling(period, 1000n, { ahead: [charge(next, 1000n)] });
  postings = add(postings, invoice(postings, ahead('2026-01', '2026-02')));
  expect(postings.at(-1)).toMatchObject({ number: 1, gross: '2000' });
  // It ended on the tenth: 2026-02 costs a third of what was billed.
  const ended = monthlyBilling('2026-02', 0n, {
    dueIn: m => [charge(m, m === '2026-02' ? 333n : 1000n)],
    isLast: true,
  });
  postings = add(postings, invoice(postings, ended));
  expect(postings.at(-1)).toMatchObject({ number: 2, gross: '-667', credited: '-667', total: '0' });
  postings = add(postings, refund(postings, { period: '2026-02', isLast: true, terms: lapsing }));
  expect(postings.at(-1)).toMatchObject({ kind: 'refund', amount: '667' });
});

test('a fee that is paid once is billed once: not again in a later month, at another price, or after a replay', () => {
  const once = (period: string, minor: bigint) =>
    monthlyBilling(period, 0n, { dueIn: covers => [charge(covers, minor, { kind: 'once', days: 0 })] });
  let postings = add([], invoice([], once('2026-03', 3800n)));
  expect(postings).toMatchObject([{ gross: '3800', lines: [{ kind: 'once', amount: '3800' }] }]);
  postings = add(postings, invoice(postings, once('2026-03', 3800n)));
  postings = add(postings, invoice(postings, once('2026-04', 4800n)));
  expect(postings).toHaveLength(1);
});
