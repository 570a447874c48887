import { type Fraction, MINOR_DIGITS } from '../agreement/units/index.ts';
import { isoOf, monthOf } from '../promises/availability/month.ts';
import { measuringOf } from '../promises/availability/rules.ts';
import type { Spans } from '../promises/availability/spans.ts';
import { percentText } from '../promises/availability/uptime.ts';
import { monthOfPlan } from '../promises/credits/backtest.ts';
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
import { type Evidence, historyIn } from './evidence-shape.ts';
import { creditClause } from './money-terms.ts';
import { stepResults } from './steps.ts';
import { subscriptionsIn } from './subscriptions.ts';
import { readTerms } from './written-terms.ts';

/** An amount in minor units, such as `250.00`. */
export function amountText(minor: bigint, code: Evidence['currency']): string {
  const digits = MINOR_DIGITS[code];
  const negative = minor < 0n;
  const text = (negative ? -minor : minor).toString().padStart(digits + 1, '0');
  const whole = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return negative ? `-${whole}` : whole;
}

const minutes = (seconds: number): number => Math.round((seconds / 60) * 1000) / 1000;

/** What a statement says; every number follows from the evidence, so that it can be computed again. */
export function resultsOf(evidence: Evidence) {
  const terms = readTerms(evidence.terms);
  const history = historyIn(evidence);
  const calendar = monthOf(evidence.month, evidence.zone);
  const month = monthOfPlan(terms, measuringOf(terms.availability), history, calendar);
  const found = month.deciding.measurement;
  // What nobody measured has no uptime: unknown is not up.
  const isKnown = month.complete && month.components.length > 0;
  const promised = terms.availability?.commitment === 'best-effort' ? undefined : terms.availability?.promise;
  return {
    complete: month.complete,
    promised: promised?.text ?? null,
    commitment: terms.availability?.commitment ?? null,
    uptime: isKnown ? percentText(found.uptime, 8) : null,
    uptimeFraction: isKnown
      ? `${minutes(found.denominator - found.counted)}/${minutes(found.denominator)}`
      : null,
    decidedBy: month.deciding.component,
    monthMinutes: minutes(found.total),
    downtimeMinutes: minutes(found.counted),
    seenDownMinutes: minutes(found.down),
    excludedMinutes: minutes(found.excluded),
    unknownMinutes: minutes(found.unknown),
    outages: outagesOf(found.runs),
    components: month.components.map(({ component, measurement }) => ({
      component,
      uptime: month.complete ? percentText(measurement.uptime, 8) : null,
      downtimeMinutes: minutes(measurement.counted),
      unknownMinutes: minutes(measurement.unknown),
    })),
    refusedExclusions: month.refused.map(({ id, reason }) => ({ id, reason })),
    kept: month.below === undefined ? null : !month.below,
    ...stepResults(evidence, terms),
    ...moneyOf(evidence, terms, month.credit, found.runs),
  };
}

export type Results = ReturnType<typeof resultsOf>;

function outagesOf(runs: Spans): { start: string; end: string }[] {
  const out = [];
  for (let i = 0; i < runs.length; i += 2)
    out.push({ start: isoOf(runs[i] ?? 0), end: isoOf(runs[i + 1] ?? 0) });
  return out;
}

/** The month's fee, its credit and how it is claimed, and what the billed days cost. */
function moneyOf(evidence: Evidence, terms: Terms, share: Fraction | undefined, runs: Spans) {
  const fee = feeOf(terms, evidence.size ?? undefined, evidence.month);
  const whole = monthlyFee(fee, evidence.month);
  const credit = whole && share && shareOf(whole, share);
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

/** An amount such as `250.00` back in minor units. */
export function minorOf(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}
