import { instantOf } from '../promises/availability/month.ts';
import {
  type Billed,
  claimFor,
  invoice,
  noteClaim,
  type Owed,
  type Posting,
  settle,
} from '../promises/credits/account.ts';
import type { Terms } from '../promises/terms.ts';
import { hashOf } from './entry.ts';
import type { Evidence } from './evidence-shape.ts';
import { minorOf, type Results } from './statement.ts';
import { type LedgerStore, post } from './store.ts';
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

/** What the month's invoice bills, or undefined where the fee or the sign-up is not known. */
function billedBy(evidence: Evidence, results: Results, terms: Terms): Billed | undefined {
  const { billedDays, gross } = results.billing;
  if (billedDays === null || gross === null) return undefined;
  const appliesCredits = terms.credits?.['paid-as'].to !== 'refund';
  return { period: evidence.month, billedDays, gross: minorOf(gross), appliesCredits };
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

/**
 * Closes one tenant's month: the claims that arrived, then the credit (or its correction), then the invoice, which
 * uses credits of earlier months. Each step is one atomic posting that finds out by itself whether it was done, so
 * the whole may be repeated, interrupted and run twice at once.
 */
export async function closeTenant(
  store: LedgerStore,
  evidence: Evidence,
  results: Results,
  claims: readonly ClaimTicket[] = [],
): Promise<Closed> {
  const { tenant, month } = evidence;
  const made: Posting[] = [];
  const add = async (decide: (postings: readonly Posting[]) => Posting | undefined) => {
    const posting = await post(store, tenant, decide);
    if (posting) made.push(posting);
  };
  for (const claim of claims.filter(({ period }) => period === month))
    await add(postings => noteClaim(postings, claim));
  let waiting: string | undefined;
  const owed = owedBy(evidence, results);
  if (owed) {
    await add(postings => {
      waiting = waitsFor(results, postings, month);
      return waiting === undefined ? settle(postings, owed) : undefined;
    });
  }
  const billed = billedBy(evidence, results, readTerms(evidence.terms));
  if (billed) await add(postings => invoice(postings, billed));
  return { postings: made, waiting };
}
