import { type Fraction, fraction, fractionOf } from '../../agreement/units/index.ts';

/** So many five-minute intervals in which this share of the requests succeeded, in percent. */
export interface IntervalAvailability {
  readonly count: number;
  readonly pct: number | string;
}

/**
 * Uptime as AWS's own agreements count it (aws-facts 24): the mean over the month's five-minute intervals, each with
 * the share of its requests that succeeded; an interval without requests is 100 % available. It weighs a busy and a
 * quiet interval alike, and knows no run rule: the same outage reads differently here and in an agreement.
 */
export function fiveMinuteUptime(intervals: number, seen: readonly IntervalAvailability[]): Fraction {
  if (intervals === 0) return { num: 1n, den: 1n };
  const lost = seen.map(({ count, pct }) => lostShare(count, pct)).reduce(add, { num: 0n, den: 1n });
  const total = BigInt(intervals);
  return fraction(total * lost.den - lost.num, total * lost.den);
}

function lostShare(count: number, pct: number | string): Fraction {
  const { num, den } = fractionOf(String(pct));
  return fraction((den * 100n - num) * BigInt(count), den * 100n);
}

function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den + b.num * a.den, a.den * b.den);
}
