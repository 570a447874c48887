import { Temporal } from 'temporal-polyfill';
import { type Fraction, fraction } from '../../agreement/units/index.ts';

/** The days on which a subscription is billed: from the day after sign-up to the day of termination, both whole. */
export interface Subscription {
  /** The day of sign-up, such as 2018-02-03; the first billed day is the next one (CAP-1). */
  readonly signedUp: string;
  /** The last billed day, such as 2018-05-04 (CAP-2); none while it runs. */
  readonly terminated?: string | undefined;
}

function earlier(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) <= 0 ? a : b;
}

function later(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) >= 0 ? a : b;
}

/** The billed days of a month such as 2018-02: full days only (CAP-1, CAP-2). @throws RangeError for a bad date. */
export function billedDays(subscription: Subscription, month: string): number {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const last = first.add({ months: 1 }).subtract({ days: 1 });
  const starts = later(first, Temporal.PlainDate.from(subscription.signedUp).add({ days: 1 }));
  const end = subscription.terminated;
  const ends = end === undefined ? last : earlier(last, Temporal.PlainDate.from(end));
  return Math.max(0, starts.until(ends).days + 1);
}

export function daysInMonth(month: string): number {
  return Temporal.PlainYearMonth.from(month).daysInMonth;
}

export function daysInYear(month: string): number {
  return Temporal.PlainYearMonth.from(month).daysInYear;
}

/** What billed days of a monthly price cost, in minor units and exact. */
export function byTheDay(monthly: Fraction, days: number, inMonth: number): Fraction {
  return fraction(monthly.num * BigInt(days), monthly.den * BigInt(inMonth));
}

/** What billed days cost at a daily price, in minor units (CAP-3). */
export function atDailyPrice(perDay: bigint, days: number): Fraction {
  return { num: perDay * BigInt(days), den: 1n };
}
