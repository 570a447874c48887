import { instantOf } from '../promises/availability/month.ts';
import { claimFor, noteClaim, type Owed, settle } from '../promises/credits/account.ts';
import { type Billing, invoice } from '../promises/credits/invoice.ts';
import type { Posting } from '../promises/credits/postings.ts';
import { refund } from '../promises/credits/refund.ts';
import {
  chargesAhead,
  chargesOf,
  type Held,
  hasEnded,
  unbillable,
} from '../promises/subscription/charges.ts';
import type { Terms } from '../promises/terms.ts';
import { minorOf } from './amounts.ts';
import { hashOf } from './entry.ts';
import type { Evidence } from './evidence-shape.ts';
import type { Results } from './statement.ts';
import { type LedgerStore, post } from './store.ts';
import { subscriptionsIn } from './subscriptions.ts';
import { readTerms } from './written-terms.ts';

/** A ticket that asks for the credit of a month (TIER-7). */
export interface ClaimTicket {
  readonly period: string;
  readonly ticket: string;
  readonly at: number;
}

export interface Closed {
  readonly postings: readonly Posting[];
  /** Why no credit was posted although one is owed, such as `waits for a claim until ...`. */
  readonly waiting: string | undefined;
}

/** What is owed by a statement: the credit in minor units, at the revision of its evidence. */
function owedBy(evidence: Evidence, results: Results): Owed | undefined {
  const { clause, amount } = results.credit;
  if (clause === null || amount === null) return undefined;
  return {
    clause,
    period: evidence.month,
    minor: minorOf(amount),
    revision: evidence.history.until,
    evidence: hashOf(evidence),
  };
}

/** What the month's invoice may bill, or undefined where the sign-up or a fee is not known. */
function billingOf(period: string, held: readonly Held[], terms: Terms): Billing | undefined {
  if (held.length === 0 || unbillable(held, period) !== undefined) return undefined;
  return {
    period,
    dueIn: month => chargesOf(held, month),
    ahead: chargesAhead(held, period),
    appliesCredits: terms.credits?.['paid-as'].to !== 'refund',
    isLast: hasEnded(held, period),
  };
}

/** Whether the credit may be posted now, and if not, why. */
function waitsFor(results: Results, postings: readonly Posting[], period: string): string | undefined {
  const { claim } = results.credit;
  if (!claim || claim.by === 'automatic') return undefined;
  const made = claimFor(postings, period);
  if (!made) return claim.until === null ? 'waits for a claim' : `waits for a claim until ${claim.until}`;
  if (claim.until !== null && made.at > instantOf(claim.until)) return `claimed after ${claim.until}`;
  return undefined;
}

type Add = (decide: (postings: readonly Posting[]) => Posting | undefined) => Promise<void>;

/** Posts what is owed, or says for what it waits. */
async function credit(add: Add, evidence: Evidence, results: Results): Promise<string | undefined> {
  let waiting: string | undefined;
  const owed = owedBy(evidence, results);
  if (!owed) return undefined;
  await add(postings => {
    waiting = waitsFor(results, postings, evidence.month);
    return waiting === undefined ? settle(postings, owed) : undefined;
  });
  return waiting;
}

/** Posts the invoice, and pays back what no later invoice will use. */
async function bill(add: Add, evidence: Evidence): Promise<void> {
  const { month: period } = evidence;
  const terms = readTerms(evidence.terms);
  const held = subscriptionsIn(evidence);
  const billing = billingOf(period, held, terms);
  if (billing) await add(postings => invoice(postings, billing));
  await add(postings => refund(postings, { period, isLast: hasEnded(held, period), terms: terms.credits }));
}

/**
 * Closes one tenant's month: the claims that arrived, then the credit (or its correction), then the invoice, which
 * uses credits of earlier months, then what is paid back. Each step is one atomic posting that finds out by itself
 * whether it was done, so the whole may be repeated, interrupted and run twice at once.
 */
export async function closeTenant(
  store: LedgerStore,
  evidence: Evidence,
  results: Results,
  claims: readonly ClaimTicket[] = [],
): Promise<Closed> {
  const made: Posting[] = [];
  const add: Add = async decide => {
    const posting = await post(store, evidence.tenant, decide);
    if (posting) made.push(posting);
  };
  for (const claim of claims.filter(({ period }) => period === evidence.month))
    await add(postings => noteClaim(postings, claim));
  const waiting = await credit(add, evidence, results);
  await bill(add, evidence);
  return { postings: made, waiting };
}
