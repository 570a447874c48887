import fc from 'fast-check';
import { linesOf } from '../../lib/promises/credits/invoice.ts';
import {
  type Charge,
  chargesAhead,
  chargesOf,
  type Held,
  hasEnded,
} from '../../lib/promises/subscription/charges.ts';
import { dayNumber, dayOf, endOfTerm, lastDay, monthsFrom } from '../../lib/promises/subscription/days.ts';
import { noteTermination, terminatedBy } from '../../lib/promises/subscription/termination.ts';
import { type Terms, terms } from '../../lib/promises/terms.ts';

const SUBSCRIPTION = {
  clause: 'CAP-1',
  granularity: 'day',
  starts: 'day-after-sign-up',
  invoiced: 'monthly-in-arrears',
  termination: { notice: '1 day', 'billed-to': 'end-of-day' },
} as const;
const priced = (fee: string, per: 'month' | 'year' | 'once'): Terms =>
  terms.parse({ subscription: SUBSCRIPTION, price: { clause: 'T-1', fee, per } });
const MONTHLY = priced('78.00 USD', 'month');
const YEARLY = priced('1000.00 USD', 'year');
const ONCE = priced('38.00 USD', 'once');

function held(signedUp: string, terminated?: string, more: Partial<Held> = {}): Held {
  return {
    plan: 'starter',
    size: undefined,
    terms: MONTHLY,
    signedUp,
    terminated,
    prepaid: false,
    committed: undefined,
    ...more,
  };
}

const minor = (charges: readonly Charge[]) => charges.reduce((sum, charge) => sum + charge.minor, 0n);
const days = (charges: readonly Charge[]) => charges.reduce((sum, charge) => sum + charge.days, 0);
const over = (all: readonly Held[], from: string, to: string) =>
  monthsFrom(from, to).flatMap(month => chargesOf(all, month));

test('a sign-up at 23:59 is on the day of the zone, also on the nights when clocks change', () => {
  expect(dayOf('2018-02-03T23:59:00+02:00', 'Europe/Helsinki')).toBe('2018-02-03');
  expect(dayOf('2018-02-03T21:59:00Z', 'Europe/Helsinki')).toBe('2018-02-03');
  expect(dayOf('2018-02-03T22:00:00Z', 'Europe/Helsinki')).toBe('2018-02-04');
  expect(dayOf('2026-10-25T20:59:59Z', 'Europe/Helsinki')).toBe('2026-10-25');
  expect(dayOf('2026-10-25T21:30:00Z', 'Europe/Helsinki')).toBe('2026-10-25');
  expect(dayOf('2026-03-29T20:59:59Z', 'Europe/Helsinki')).toBe('2026-03-29');
  expect(dayOf('2026-03-29T21:00:00Z', 'Europe/Helsinki')).toBe('2026-03-30');
  expect(dayOf('2026-02-03', 'Pacific/Kiritimati')).toBe('2026-02-03');
});

test('days are those of the calendar, leap years included, and nothing else is a day', () => {
  fc.assert(
    fc.property(fc.integer({ min: -25_000, max: 60_000 }), number => {
      const day = new Date(number * 86_400_000).toISOString().slice(0, 10);
      expect(dayNumber(day)).toBe(number);
      expect(lastDay(day, { text: '2 days', days: 2, months: 0 })).toBe(
        new Date((number + 1) * 86_400_000).toISOString().slice(0, 10),
      );
    }),
  );
  for (const wrong of ['2023-02-29', '2100-02-29', '2024-02-30', '2023-13-01', '2023-1-01', 'today'])
    expect(() => dayNumber(wrong)).toThrow(RangeError);
  expect(dayNumber('2000-02-29') + 1).toBe(dayNumber('2000-03-01'));
});

test('a notice of one day ends on its own day, longer ones count it as their first', () => {
  expect(lastDay('2018-05-04', { text: '1 day', days: 1, months: 0 })).toBe('2018-05-04');
  expect(lastDay('2018-05-04', { text: '30 days', days: 30, months: 0 })).toBe('2018-06-02');
  expect(lastDay('2018-05-04', { text: '1 month', days: 0, months: 1 })).toBe('2018-06-03');
  expect(lastDay('2018-05-04', { text: '0 days', days: 0, months: 0 })).toBe('2018-05-04');
  expect(endOfTerm('2026-02-03', { text: '1 year', days: 0, months: 12 })).toBe('2027-02-03');
});

test('a leap February has 28 billed days after a sign-up on the first, and costs its whole price when full', () => {
  expect(days(chargesOf([held('2024-02-01')], '2024-02'))).toBe(28);
  expect(chargesOf([held('2024-01-31')], '2024-02')).toMatchObject([{ days: 29, minor: 7800n }]);
});

test('ended on the day of sign-up, nothing is ever billed', () => {
  expect(over([held('2026-02-03', '2026-02-03')], '2026-01', '2026-12')).toEqual([]);
});

test('a plan change in the middle of a month bills each day once, to the plan that it was on', () => {
  const all = [
    held('2026-01-31', '2026-03-10'),
    held('2026-03-10', undefined, { plan: 'lean', terms: priced('148.00 USD', 'month') }),
  ];
  expect(chargesOf(all, '2026-03')).toMatchObject([
    { plan: 'starter', days: 10, minor: 2516n },
    { plan: 'lean', days: 21, minor: 10026n },
  ]);
});

test('a re-subscription to the same plan costs what an unbroken one does', () => {
  const broken = [held('2026-01-15', '2026-02-11'), held('2026-02-11')];
  const whole = [held('2026-01-15')];
  for (const month of monthsFrom('2026-01', '2026-06')) {
    expect(minor(chargesOf(broken, month))).toBe(minor(chargesOf(whole, month)));
    expect(days(chargesOf(broken, month))).toBe(days(chargesOf(whole, month)));
  }
});

test('a fee that is paid once falls due with the first sign-up, and not again after a change of plan and back', () => {
  const preview = { plan: 'preview', terms: ONCE };
  const all = [
    held('2026-03-31', '2026-05-10', preview),
    held('2026-05-10', '2026-07-01'),
    held('2026-07-01', undefined, preview),
  ];
  const once = over(all, '2026-01', '2026-12').filter(({ kind }) => kind === 'once');
  expect(once).toEqual([{ kind: 'once', plan: 'preview', covers: '2026-03', days: 0, minor: 3800n }]);
});

test('a yearly fee is billed in twelve parts that are the fee to the cent', () => {
  const year = over([held('2025-12-31', undefined, { terms: YEARLY })], '2026-01', '2026-12');
  expect(year).toHaveLength(12);
  expect(minor(year)).toBe(100_000n);
});

const DAY = 86_400_000;
const dayIn2024 = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * DAY).toISOString().slice(0, 10);
const lives = fc
  .array(fc.integer({ min: 0, max: 365 }), { minLength: 2, maxLength: 6 })
  .map(all => all.toSorted((a, b) => a - b));

test("a year's invoices bill its days, each once, however often the plan changed", () => {
  fc.assert(
    fc.property(lives, fc.constantFrom(MONTHLY, YEARLY), (cuts, plan) => {
      const all = cuts
        .slice(0, -1)
        .map((from, i) =>
          held(dayIn2024(from), dayIn2024(cuts[i + 1] ?? from), { plan: `p${i % 2}`, terms: plan }),
        );
      const billed = over(all, '2024-01', '2024-12');
      expect(days(billed)).toBe((cuts.at(-1) ?? 0) - (cuts[0] ?? 0));
      const unbroken = [held(dayIn2024(cuts[0] ?? 0), dayIn2024(cuts.at(-1) ?? 0), { terms: plan })];
      const apart = Number(minor(billed) - minor(over(unbroken, '2024-01', '2024-12')));
      // Each plan's running total is rounded by itself.
      expect(Math.abs(apart)).toBeLessThanOrEqual(1);
    }),
  );
});

const DISCOUNTS = [
  { for: 'pre-payment', discount: '10%' },
  { for: 'longer-term', 'term-at-least': '1 year', discount: '15%', 'if-ended-early': 'taken-back' },
] as const;

function sized(combine?: 'add' | 'largest'): Terms {
  const capacity = {
    clause: 'CAP-4',
    reserved: [],
    sizes: { small: { 'price-per-day': '10.00 EUR' } },
    discounts: [...DISCOUNTS],
  };
  return terms.parse({
    subscription: SUBSCRIPTION,
    capacity: combine ? { ...capacity, 'discounts-combine': combine } : capacity,
  });
}

const YEAR = { text: '1 year', days: 0, months: 12 };

test('CAP-3: a discount is taken off when it was earned, the largest of several unless they are added', () => {
  const small = { size: 'small', terms: sized() };
  const january = (more: Partial<Held>) =>
    minor(chargesOf([held('2025-12-31', undefined, { ...small, ...more })], '2026-01'));
  expect(january({})).toBe(31_000n);
  expect(january({ prepaid: true })).toBe(27_900n);
  expect(january({ committed: YEAR })).toBe(26_350n);
  expect(january({ committed: { text: '11 months', days: 0, months: 11 } })).toBe(31_000n);
  expect(january({ prepaid: true, committed: YEAR })).toBe(26_350n);
  expect(january({ prepaid: true, committed: YEAR, terms: sized('add') })).toBe(23_250n);
});

test('CAP-3: a term that is not served costs its discount where that was agreed, with the next invoice', () => {
  const before = held('2025-12-31', undefined, { size: 'small', terms: sized(), committed: YEAR });
  const after = { ...before, terminated: '2026-02-10' };
  const billing = (period: string, all: readonly Held[]) => ({
    period,
    dueIn: (month: string) => chargesOf(all, month),
    ahead: chargesAhead(all, period),
    appliesCredits: true,
    isLast: hasEnded(all, period),
  });
  const first = linesOf([], billing('2026-01', [before]));
  const posted = {
    kind: 'invoice' as const,
    key: 'invoice:2026-01',
    period: '2026-01',
    number: 1,
    lines: first,
    gross: '26350',
    credited: '0',
    total: '26350',
  };
  expect(linesOf([posted], billing('2026-02', [after]))).toMatchObject([
    { covers: '2026-01', days: 0, amount: '4650' },
    { covers: '2026-02', days: 10, amount: '10000' },
  ]);
});

test('a prepaid term is billed whole at its beginning, and a month in advance where there is no term', () => {
  const term = held('2026-01-31', undefined, {
    size: 'small',
    terms: sized(),
    prepaid: true,
    committed: YEAR,
  });
  const ahead = chargesAhead([term], '2026-01');
  expect(days(ahead)).toBe(365);
  expect(ahead.at(-1)?.covers).toBe('2027-01');
  expect(chargesAhead([{ ...term, committed: undefined }], '2026-01').map(({ covers }) => covers)).toEqual([
    '2026-02',
  ]);
  expect(chargesAhead([held('2026-01-31')], '2026-01')).toEqual([]);
});

test('CAP-2: the first notice since sign-up ends a subscription; a ticket counts once', () => {
  const at = (time: string) => Date.parse(time) / 1000;
  const first = noteTermination([], { ticket: 'T-1', at: at('2018-05-04T20:30:00Z') });
  const posted = first ? [first] : [];
  expect(noteTermination(posted, { ticket: 'T-1', at: 5 })).toBeUndefined();
  expect(terminatedBy(posted, '2018-02-03', MONTHLY, 'Europe/Helsinki')).toBe('2018-05-04');
  expect(terminatedBy(posted, '2018-02-03', MONTHLY, 'Asia/Tokyo')).toBe('2018-05-05');
  expect(terminatedBy(posted, '2018-05-05', MONTHLY, 'Europe/Helsinki')).toBeUndefined();
  expect(terminatedBy([], '2018-02-03', MONTHLY, 'UTC')).toBeUndefined();
});
