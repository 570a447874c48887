import { type Fraction, fraction } from '../../agreement/units/index.ts';
import { dayNumber, daysOfMonth } from './days.ts';

/** The days on which a subscription is billed: from the day after sign-up to the day of termination, both whole. */
export interface Subscription {
  /** The day of sign-up, such as 2018-02-03; the first billed day is the next one (CAP-1). */
  readonly signedUp: string;
  /** The last billed day, such as 2018-05-04 (CAP-2); none while it runs. */
  readonly terminated?: string | undefined;
}

/** The billed days of a month such as 2018-02: full days only (CAP-1, CAP-2). @throws RangeError for a bad date. */
export function billedDays({ signedUp, terminated }: Subscription, month: string): number {
  const [first, last] = daysOfMonth(month);
  const starts = Math.max(first, dayNumber(signedUp) + 1);
  const ends = terminated === undefined ? last : Math.min(last, dayNumber(terminated));
  return Math.max(0, ends - starts + 1);
}

export function daysInMonth(month: string): number {
  const [first, last] = daysOfMonth(month);
  return last - first + 1;
}

export function daysInYear(month: string): number {
  const year = month.slice(0, 4);
  return daysOfMonth(`${year}-12`)[1] - daysOfMonth(`${year}-01`)[0] + 1;
}

/** What billed days of a monthly price cost, in minor units and exact. */
export function byTheDay(monthly: Fraction, days: number, inMonth: number): Fraction {
  return fraction(monthly.num * BigInt(days), monthly.den * BigInt(inMonth));
}

/** What billed days cost at a daily price, in minor units (CAP-3). */
export function atDailyPrice(perDay: bigint, days: number): Fraction {
  return { num: perDay * BigInt(days), den: 1n };
}
