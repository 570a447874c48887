import type { Fraction } from '../agreement/units/index.ts';
import { isoOf } from '../promises/availability/month.ts';
import type { Spans } from '../promises/availability/spans.ts';
import { percentText } from '../promises/availability/uptime.ts';
import { claimOf } from '../promises/credits/claim.ts';
import { roundHalfUp, shareOf } from '../promises/credits/rules.ts';
import {
  type Charge,
  chargesAhead,
  chargesOf,
  type Held,
  unbillable,
} from '../promises/subscription/charges.ts';
import { discountFor } from '../promises/subscription/discount.ts';
import { feeOf, monthlyFee, whyNoMonthlyFee } from '../promises/subscription/fee.ts';
import { billedDays } from '../promises/subscription/rules.ts';
import type { Terms } from '../promises/terms.ts';
import { amountText } from './amounts.ts';
import type { Evidence } from './evidence-shape.ts';
import { creditClause } from './money-terms.ts';
import { subscriptionsIn } from './subscriptions.ts';

/** The month's fee, its credit and how it is claimed, and what the billed days cost. */
export function moneyOf(evidence: Evidence, terms: Terms, share: Fraction | undefined, runs: Spans) {
  const fee = feeOf(terms, evidence.size ?? undefined, evidence.month);
  const whole = monthlyFee(fee, evidence.month);
  const base = creditedFee(evidence, whole);
  const credit = base && share && shareOf(base, share);
  const claim =
    terms.credits && share && share.num > 0n ? claimOf(terms.credits, runs.at(-1) ?? 0) : undefined;
  return {
    fee: {
      why: whyNoMonthlyFee(fee) ?? null,
      amount: whole ? amountText(roundHalfUp(whole), evidence.currency) : null,
    },
    credit: {
      clause: creditClause(terms) ?? null,
      percent: share === undefined ? null : percentText(share, 2),
      amount: credit === undefined ? null : amountText(credit, evidence.currency),
      claim: claim === undefined ? null : claimText(claim),
    },
    billing: billingOf(evidence),
  };
}

/**
 * What a credit is a share of: what the month's days cost, so that a month in which somebody came or left is not credited
 * as a whole one; the whole month's fee where the day of sign-up is not known.
 */
function creditedFee(evidence: Evidence, whole: Fraction | undefined): Fraction | undefined {
  const held = subscriptionsIn(evidence);
  if (held.length === 0 || unbillable(held, evidence.month) !== undefined) return whole;
  const charges = chargesOf(held, evidence.month).filter(({ kind }) => kind === 'days');
  return { num: charges.reduce((sum, { minor }) => sum + minor, 0n), den: 1n };
}

function claimText(claim: ReturnType<typeof claimOf>): { by: string; until: string | null } {
  return {
    by: claim.by,
    until: claim.by === 'automatic' || claim.until === undefined ? null : isoOf(claim.until),
  };
}

/** What falls due for the month, plan by plan, and why nothing can be said where a fee is not stated. */
function billingOf(evidence: Evidence) {
  const { month, currency } = evidence;
  const held = subscriptionsIn(evidence);
  const why = held.length === 0 ? 'the day of sign-up is not known' : (unbillable(held, month) ?? null);
  if (why !== null) return { billedDays: null, gross: null, lines: [], ahead: [], why };
  const charges = chargesOf(held, month);
  return {
    billedDays: held.reduce((days, each) => days + billedDays(each, month), 0),
    gross: amountText(
      charges.reduce((sum, { minor }) => sum + minor, 0n),
      currency,
    ),
    lines: charges.map(charge => lineText(charge, held, currency)),
    ahead: chargesAhead(held, month).map(charge => lineText(charge, held, currency)),
    why,
  };
}

function lineText(
  { kind, plan, covers, days, minor }: Charge,
  held: readonly Held[],
  code: Evidence['currency'],
) {
  const shares = held.filter(each => each.plan === plan).map(each => discountFor(each.terms, each));
  const discounts = shares.filter(({ num }) => num > 0n).map(share => percentText(share, 2));
  return { kind, plan, covers, days, amount: amountText(minor, code), discount: discounts.at(-1) ?? null };
}
