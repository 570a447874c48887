import type { Fraction } from '../agreement/units/index.ts';
import { compareFractions } from '../agreement/units/index.ts';
import type { Terms } from '../promises/terms.ts';

/** The clause under which a credit is posted: once per (tenant, month, clause). */
export function creditClause(terms: Terms): string | undefined {
  const clause = terms.credits?.clause;
  return typeof clause === 'string' ? clause : clause?.[0];
}

/** The best discount that is stated as a share (CAP-3); one that is only by quote is in the contract's own terms. */
export function discountOf(terms: Terms): Fraction {
  const none: Fraction = { num: 0n, den: 1n };
  return (terms.capacity?.discounts ?? [])
    .map(({ discount }) => (typeof discount === 'string' ? none : discount.fraction))
    .reduce((best, share) => (compareFractions(share, best) > 0 ? share : best), none);
}
