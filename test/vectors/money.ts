import {
  type Fraction,
  fraction,
  fractionOf,
  parseMoney,
  parsePercent,
} from '../../lib/agreement/units/index.ts';
import {
  type CreditTier,
  cappedShare,
  creditShare,
  monthOfYearlyFee,
  roundHalfUp,
  shareOf,
} from '../../lib/promises/credits/rules.ts';
import {
  atDailyPrice,
  billedDays,
  byTheDay,
  daysInMonth,
  daysInYear,
} from '../../lib/promises/subscription/rules.ts';
import { isValues, list, text, type Values } from './vector.ts';

const percentOf = (value: unknown) => parsePercent(`${text(value).replace(/%$/, '')}%`);
const tier = (below: string, credit: string): CreditTier => ({
  below: percentOf(below),
  credit: percentOf(credit),
});

/** The tiers and the cap that the vectors assume where they state none (TIER-5, TIER-6). */
const TIERS = [tier('99.99', '10'), tier('99.9', '25'), tier('99.0', '50')];
const CAP = '50';

function tiersIn(input: Values): readonly CreditTier[] {
  if (input.tiers === undefined) return TIERS;
  return list(input.tiers).map(item => {
    const [below, credit] = isValues(item) ? [item.below, item.credit ?? item.creditPct] : list(item);
    return tier(text(below), text(credit));
  });
}

export function creditPercent(uptime: Fraction, input: Values): number {
  return asPercent(creditShare(tiersIn(input), uptime));
}

function asPercent(share: Fraction): number {
  return Number((share.num * 10_000n) / share.den) / 100;
}

const minor = (amount: unknown): bigint => parseMoney(`${Number(text(amount)).toFixed(2)} USD`).minor;

function amountText(cents: bigint): string {
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function monthlyFee(input: Values, alternative: string): Fraction {
  if (input.annualFee === undefined) return fraction(minor(input.monthlyFee ?? input.monthlyPrice ?? 0), 1n);
  const proration = /by[- ]days|day/.test(alternative) ? 'by-days' : 'twelfth';
  const period = text(input.period ?? '2026-01');
  return monthOfYearlyFee(minor(input.annualFee), proration, {
    month: daysInMonth(period),
    year: daysInYear(period),
  });
}

/** Area `credit`: a tier from an uptime, an amount from a fee, several credits under the cap. */
export function solveCredit(input: Values, alternative: string): Values {
  const cap = percentOf(input.cap ?? CAP).fraction;
  const shares =
    input.uptimePct !== undefined
      ? [creditShare(tiersIn(input), fractionOf100(input.uptimePct))]
      : list(input.credits ?? [input.creditPct ?? 0]).map(item => percentOf(item).fraction);
  const share = cappedShare(shares, cap);
  return {
    creditPct: asPercent(share),
    creditAmount: amountText(shareOf(monthlyFee(input, alternative), share)),
  };
}

function fractionOf100(value: unknown): Fraction {
  const { num, den } = fractionOf(text(value));
  return fraction(num, den * 100n);
}

/** Area `invoice`: the days of a month that are billed, and what they cost. */
export function solveInvoice(input: Values): Values {
  const period = text(input.period);
  const terminated = input.termination ?? undefined;
  const subscription = {
    signedUp: text(input.start),
    terminated: terminated === undefined ? undefined : text(terminated),
  };
  const days = billedDays(subscription, period);
  const inMonth = daysInMonth(period);
  const cost =
    input.dailyPrice === undefined
      ? byTheDay(fraction(minor(input.monthlyPrice), 1n), days, inMonth)
      : atDailyPrice(minor(input.dailyPrice), days);
  const less = fractionOf(text(input.discountPct ?? 0));
  const billed = fraction(cost.num * (less.den * 100n - less.num), cost.den * less.den * 100n);
  return { billableDays: days, daysInMonth: inMonth, amount: amountText(roundHalfUp(billed)) };
}

/** What AWS itself credits for API Gateway (aws-facts 24). */
export const AWS_TIERS = {
  tiers: [
    { below: '99.95', credit: '10' },
    { below: '99.0', credit: '25' },
    { below: '95', credit: '100' },
  ],
};
