import type { z } from 'zod';
import { type Currency, type Fraction, fraction, type Money } from '../../agreement/units/index.ts';
import { monthOfYearlyFee } from '../credits/rules.ts';
import type { Terms } from '../terms.ts';
import { atDailyPrice, billedDays, byTheDay, daysInMonth, daysInYear, type Subscription } from './rules.ts';
import type { price } from './schema.ts';

type Price = z.output<typeof price>;

/** What a customer pays: by the month, by the day, once, nothing, or something that only the contract says. */
export type Fee =
  | { readonly kind: 'monthly'; readonly minor: Fraction; readonly currency: Currency }
  | { readonly kind: 'daily'; readonly perDay: bigint; readonly currency: Currency }
  | { readonly kind: 'once'; readonly minor: bigint; readonly currency: Currency }
  | { readonly kind: 'free' }
  | { readonly kind: 'not-stated'; readonly why: string };

function isMoney(value: Money | string): value is Money {
  return typeof value !== 'string';
}

function ofPrice(terms: Terms, price: Price, month: string): Fee {
  const { fee, per } = price;
  if (fee === 'free') return { kind: 'free' };
  if (!isMoney(fee)) return { kind: 'not-stated', why: 'the fee is by quote' };
  if (per === 'once') return { kind: 'once', minor: fee.minor, currency: fee.currency };
  if (per !== 'year') return { kind: 'monthly', minor: fraction(fee.minor, 1n), currency: fee.currency };
  const proration = terms.credits?.['annual-fee']?.proration ?? 'twelfth';
  const days = { month: daysInMonth(month), year: daysInYear(month) };
  return { kind: 'monthly', minor: monthOfYearlyFee(fee.minor, proration, days), currency: fee.currency };
}

/** The fee in a month: the plan's (or the tenant's own) price, or the daily price of a reserved size (CAP-3). */
export function feeOf(terms: Terms, size: string | undefined, month: string): Fee {
  if (terms.price) return ofPrice(terms, terms.price, month);
  const reserved = size === undefined ? undefined : terms.capacity?.sizes[size];
  const perDay = reserved?.['price-per-day'];
  if (perDay === undefined) return { kind: 'not-stated', why: 'the agreement states no fee' };
  if (!isMoney(perDay)) return { kind: 'not-stated', why: 'the fee is by quote' };
  return { kind: 'daily', perDay: perDay.minor, currency: perDay.currency };
}

/** Why no monthly fee can be said; undefined where one can. */
export function whyNoMonthlyFee(fee: Fee): string | undefined {
  if (fee.kind === 'once') return 'the fee is paid once';
  return fee.kind === 'not-stated' ? fee.why : undefined;
}

/** What the whole month costs, in minor units and exact; a credit is a share of this. */
export function monthlyFee(fee: Fee, month: string): Fraction | undefined {
  switch (fee.kind) {
    case 'monthly':
      return fee.minor;
    case 'daily':
      return atDailyPrice(fee.perDay, daysInMonth(month));
    case 'free':
      return { num: 0n, den: 1n };
    case 'once':
    case 'not-stated':
      return undefined;
  }
}

/** What the billed days of a month cost, in minor units and exact. */
export function billedFee(fee: Fee, subscription: Subscription, month: string): Fraction | undefined {
  const days = billedDays(subscription, month);
  if (fee.kind === 'daily') return atDailyPrice(fee.perDay, days);
  const whole = monthlyFee(fee, month);
  return whole && byTheDay(whole, days, daysInMonth(month));
}
