import type { Posting } from '../promises/credits/postings.ts';
import { type AgreedSubscription, heldOf } from '../promises/subscription/agreed.ts';
import type { Held } from '../promises/subscription/charges.ts';
import { terminatedBy } from '../promises/subscription/termination.ts';
import type { Evidence } from './evidence-shape.ts';
import { readTerms, type WrittenTerms } from './written-terms.ts';

/** The terms by which days are billed; what is measured has nothing to do with them. */
const BILLED_BY = ['credits', 'price', 'capacity', 'subscription'];

/** A subscription as evidence holds it: what it is billed by, as written, and no more. */
export function subscriptionEvidence(
  { plan, size, signedUp, terminated, prepaid, committed }: AgreedSubscription,
  terms: WrittenTerms,
): Evidence['subscriptions'][number] {
  const billedBy = Object.fromEntries(Object.entries(terms).filter(([name]) => BILLED_BY.includes(name)));
  return { plan, size, signedUp, terminated, prepaid, committed, terms: billedBy };
}

/** The subscriptions of a statement's evidence, as the rules of billing read them. */
export function subscriptionsIn({ subscriptions }: Evidence): readonly Held[] {
  return subscriptions.map(agreed => heldOf(agreed, readTerms(agreed.terms)));
}

/** The evidence with the notices of the ledger: a subscription that was ended by one is billed to that day (CAP-2). */
export function withNotices(evidence: Evidence, postings: readonly Posting[]): Evidence {
  const current = evidence.subscriptions.at(-1);
  if (!current || current.terminated !== null) return evidence;
  const day = terminatedBy(postings, current.signedUp, readTerms(current.terms), evidence.zone);
  if (day === undefined) return evidence;
  const ended = { ...current, terminated: day };
  return { ...evidence, subscriptions: [...evidence.subscriptions.slice(0, -1), ended] };
}
