import type { z } from 'zod';
import { compareFractions, type Fraction, fraction, multiplyFractions } from '../../agreement/units/index.ts';
import type { credits } from './schema.ts';

export type CreditTerms = z.output<typeof credits>;
export type CreditTier = CreditTerms['tiers'][number];

const NONE: Fraction = { num: 0n, den: 1n };

/**
 * The share of the fee owed for an uptime: of all tiers that it is strictly below, the one that favours the customer
 * most (TIER-5). The uptime is compared as an exact fraction, whatever a display makes of it.
 */
export function creditShare(tiers: readonly CreditTier[], uptime: Fraction): Fraction {
  return tiers
    .filter(tier => compareFractions(uptime, tier.below.fraction) < 0)
    .map(tier => tier.credit.fraction)
    .reduce(larger, NONE);
}

function larger(a: Fraction, b: Fraction): Fraction {
  return compareFractions(a, b) >= 0 ? a : b;
}

function sum(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den + b.num * a.den, a.den * b.den);
}

/** The shares of one month together, never above the cap (TIER-6). */
export function cappedShare(shares: readonly Fraction[], cap: Fraction): Fraction {
  const together = shares.reduce(sum, NONE);
  return compareFractions(together, cap) > 0 ? cap : together;
}

/** The month's share of the fee: tier, then cap. */
export function creditOf(terms: CreditTerms, uptime: Fraction): Fraction {
  return cappedShare([creditShare(terms.tiers, uptime)], terms.cap.fraction);
}

/** A share of an amount in minor units, rounded half up: the only place where a credit is rounded, and the last step. */
export function shareOf(minor: Fraction, share: Fraction): bigint {
  return roundHalfUp(multiplyFractions(minor, share));
}

/** The nearest whole number; halves go up (away from nothing owed). */
export function roundHalfUp({ num, den }: Fraction): bigint {
  const doubled = 2n * num + den;
  const quotient = doubled / (2n * den);
  return doubled < 0n && doubled % (2n * den) !== 0n ? quotient - 1n : quotient;
}

/** How a yearly fee becomes a month's (TIER-6): twelve equal parts, or by the days of the month in its year. */
export type Proration = 'twelfth' | 'by-days';

/** A month's part of a yearly fee in minor units, exact. */
export function monthOfYearlyFee(
  minor: bigint,
  proration: Proration,
  days: { readonly month: number; readonly year: number },
): Fraction {
  if (proration === 'twelfth') return fraction(minor, 12n);
  return fraction(minor * BigInt(days.month), BigInt(days.year));
}
