import { type Fraction, fraction } from '../../agreement/units/index.ts';
import { roundHalfUp } from '../credits/rules.ts';
import type { Terms } from '../terms.ts';
import { endOfTerm, monthOfDay, monthsFrom, monthsLater } from './days.ts';
import { type Bound, discountFor } from './discount.ts';
import { billedFee, feeOf } from './fee.ts';
import { billedDays } from './rules.ts';

/** One unbroken time on one plan, and the terms by which it is billed. */
export interface Held extends Bound {
  readonly plan: string;
  readonly size: string | undefined;
  readonly terms: Terms;
}

/** What one plan costs in one month: its billed days, or a fee that is paid once. */
export interface Charge {
  readonly kind: 'days' | 'once';
  readonly plan: string;
  /** The month that is paid for. */
  readonly covers: string;
  readonly days: number;
  /** In minor units, discounts taken off. */
  readonly minor: bigint;
}

const NOTHING: Fraction = { num: 0n, den: 1n };

function sum(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den + b.num * a.den, a.den * b.den);
}

/** What the billed days of some months cost one subscription, exact; a month without a stated fee costs nothing. */
function costOf(held: Held, months: readonly string[]): Fraction {
  const costs = months.flatMap(month => {
    if (billedDays(held, month) === 0) return [];
    return billedFee(feeOf(held.terms, held.size, month), held, month) ?? [];
  });
  const { num, den } = discountFor(held.terms, held);
  const cost = costs.reduce(sum, NOTHING);
  return fraction(cost.num * (den - num), cost.den * den);
}

/**
 * The billed days of a plan in a month. Only the running total is rounded, so that the invoices of any time add up to
 * what its days cost, and no coin is lost or won by the number of months or of changes.
 */
function daysCharge(plan: string, held: readonly Held[], month: string): readonly Charge[] {
  const days = held.reduce((total, one) => total + billedDays(one, month), 0);
  if (!held.some(one => billedDays(one, month) > 0 && isPriced(one, month))) return [];
  const first = held.map(({ signedUp }) => monthOfDay(signedUp)).toSorted()[0] ?? month;
  const earlier = monthsFrom(first, monthsLater(month, -1));
  const before = held.map(one => costOf(one, earlier)).reduce(sum, NOTHING);
  const through = held.map(one => costOf(one, [month])).reduce(sum, before);
  const minor = roundHalfUp(through) - roundHalfUp(before);
  return [{ kind: 'days', plan, covers: month, days, minor }];
}

function isPriced(held: Held, month: string): boolean {
  const { kind } = feeOf(held.terms, held.size, month);
  return kind === 'monthly' || kind === 'daily';
}

/** A fee that is paid once falls due in the month of the first sign-up on its plan, and never again (AGENT-9). */
function onceCharge(plan: string, held: readonly Held[], month: string): readonly Charge[] {
  const first = held.toSorted((a, b) => (a.signedUp < b.signedUp ? -1 : 1))[0];
  if (!first || monthOfDay(first.signedUp) !== month) return [];
  const fee = feeOf(first.terms, first.size, month);
  return fee.kind === 'once' ? [{ kind: 'once', plan, covers: month, days: 0, minor: fee.minor }] : [];
}

/** Everything that falls due for a month, plan by plan; a free plan costs nothing and so has no charge. */
export function chargesOf(all: readonly Held[], month: string): readonly Charge[] {
  const plans = [...new Set(all.map(({ plan }) => plan))];
  return plans.flatMap(plan => {
    const held = all.filter(one => one.plan === plan);
    return [...onceCharge(plan, held, month), ...daysCharge(plan, held, month)];
  });
}

/** Why a month cannot be billed: a day of it has no fee that the agreement states. Undefined when it can. */
export function unbillable(all: readonly Held[], month: string): string | undefined {
  for (const held of all) {
    const fee = feeOf(held.terms, held.size, month);
    if (fee.kind === 'not-stated' && billedDays(held, month) > 0) return fee.why;
  }
  return undefined;
}

/** The last month that is billed with a month's invoice: the month itself, the next one, or the end of a paid term. */
function horizon(held: Held, month: string): string {
  if (monthOfDay(held.signedUp) > month) return month;
  if (held.prepaid && held.committed) {
    const end = monthOfDay(endOfTerm(held.signedUp, held.committed));
    if (end > month) return end;
  }
  const ahead = held.prepaid || held.terms.subscription?.invoiced === 'monthly-in-advance';
  return ahead ? monthsLater(month, 1) : month;
}

/** The charges of later months that are billed already with the invoice of this one. */
export function chargesAhead(all: readonly Held[], month: string): readonly Charge[] {
  const ends = all.map(held => [held, horizon(held, month)] as const);
  const last =
    ends
      .map(([, end]) => end)
      .toSorted()
      .at(-1) ?? month;
  return monthsFrom(monthsLater(month, 1), last).flatMap(ahead => {
    const plans = new Set(
      ends.filter(([held, end]) => end >= ahead && billedDays(held, ahead) > 0).map(([{ plan }]) => plan),
    );
    return chargesOf(all, ahead).filter(({ kind, plan }) => kind === 'days' && plans.has(plan));
  });
}

/** Whether all of it has ended, at the end of a month at the latest; a tenant that never signed up has not. */
export function hasEnded(all: readonly Held[], month: string): boolean {
  const ends = all.map(({ terminated }) => terminated);
  return ends.length > 0 && ends.every(day => day !== undefined && monthOfDay(day) <= month);
}
