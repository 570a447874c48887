import { type ClaimPosting, type CreditPosting, isCredit, type Posting, total } from './postings.ts';

/** What is owed for a month by the best evidence there is. */
export interface Owed {
  readonly clause: string;
  readonly period: string;
  readonly minor: bigint;
  readonly revision: number;
  readonly evidence: string;
}

/**
 * Brings what was posted for (clause, month) to what is owed: a credit the first time, afterwards a counter-entry of
 * the difference, and nothing where newer evidence was already posted. So no replay pays twice, and a crash before
 * the posting is healed by the next attempt. A difference of 0 is posted too, once for each evidence: otherwise a
 * replay of older evidence, arriving later, could not be told from new one.
 */
export function settle(postings: readonly Posting[], owed: Owed): CreditPosting | undefined {
  const own = postings.filter(isCredit).filter(p => p.clause === owed.clause && p.period === owed.period);
  const known = Math.max(...own.map(({ revision }) => revision));
  const difference = owed.minor - total(own.map(({ amount }) => amount));
  if (known > owed.revision || (known === owed.revision && difference === 0n)) return undefined;
  const kind = own.length === 0 ? 'credit' : 'correction';
  const suffix = own.length === 0 ? '' : `:${own.length}`;
  return {
    kind,
    key: `${kind}:${owed.clause}:${owed.period}${suffix}`,
    clause: owed.clause,
    period: owed.period,
    amount: difference.toString(),
    revision: owed.revision,
    evidence: owed.evidence,
  };
}

/** Notes a claim, once per month however often the ticket is delivered. */
export function noteClaim(
  postings: readonly Posting[],
  claim: { readonly period: string; readonly ticket: string; readonly at: number },
): ClaimPosting | undefined {
  const { period, ticket, at } = claim;
  const key = `claim:${period}`;
  return postings.some(posting => posting.key === key)
    ? undefined
    : { kind: 'claim', key, period, ticket, at };
}

/** The first claim for a month, or undefined. */
export function claimFor(postings: readonly Posting[], period: string): ClaimPosting | undefined {
  return postings.find((p): p is ClaimPosting => p.kind === 'claim' && p.period === period);
}
