import {
  compareFractions,
  type Fraction,
  fraction,
  type Percent,
  type Period,
} from '../../agreement/units/index.ts';
import type { Terms } from '../terms.ts';
import { endOfTerm } from './days.ts';
import type { Subscription } from './rules.ts';

/** What a customer bound itself to, which may earn a discount (CAP-3). */
export interface Bound extends Subscription {
  /** Whether the whole term, or a month where there is none, is paid before it begins. */
  readonly prepaid: boolean;
  /** The term it is bound for; undefined where it may leave at any time. */
  readonly committed: Period | undefined;
}

export type Discount = NonNullable<NonNullable<Terms['capacity']>['discounts']>[number];

const NONE: Fraction = { num: 0n, den: 1n };
const WHOLE: Fraction = { num: 1n, den: 1n };

function isShare(discount: Percent | 'by-quote'): discount is Percent {
  return typeof discount !== 'string';
}

/** Whether the term is at least as long as a discount asks, judged on the calendar from sign-up. */
function isLongEnough({ signedUp, committed }: Bound, least: Period | undefined): boolean {
  if (!committed) return false;
  return least === undefined || endOfTerm(signedUp, committed) >= endOfTerm(signedUp, least);
}

function endedEarly({ signedUp, committed, terminated }: Bound): boolean {
  return committed !== undefined && terminated !== undefined && terminated < endOfTerm(signedUp, committed);
}

/** Whether a discount was earned: by paying ahead, or by a term that is long enough and, where asked, was kept. */
export function isEarned(bound: Bound, discount: Discount): boolean {
  if (discount['if-ended-early'] === 'taken-back' && endedEarly(bound)) return false;
  switch (discount.for) {
    case 'pre-payment':
      return bound.prepaid;
    case 'longer-term':
      return isLongEnough(bound, discount['term-at-least']);
  }
}

function larger(a: Fraction, b: Fraction): Fraction {
  return compareFractions(a, b) >= 0 ? a : b;
}

function together(a: Fraction, b: Fraction): Fraction {
  const sum = fraction(a.num * b.den + b.num * a.den, a.den * b.den);
  return compareFractions(sum, WHOLE) > 0 ? WHOLE : sum;
}

/**
 * The share of the price that is taken off: of the discounts that were earned the largest, or all of them where the
 * agreement adds them. One that is only by quote takes nothing off until the contract says how much.
 */
export function discountFor(terms: Terms, bound: Bound): Fraction {
  const { discounts = [], 'discounts-combine': how = 'largest' } = terms.capacity ?? {};
  const shares = discounts
    .filter(discount => isEarned(bound, discount))
    .flatMap(({ discount }) => (isShare(discount) ? [discount.fraction] : []));
  return shares.reduce(how === 'add' ? together : larger, NONE);
}
