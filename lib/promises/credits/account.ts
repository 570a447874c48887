/**
 * A tenant's account, as postings that are only ever added. Amounts are in minor units, as decimal texts so that a
 * ledger is the same in every store; credits are positive, and a correction may be negative.
 */
export interface CreditPosting {
  readonly kind: 'credit' | 'correction';
  readonly key: string;
  readonly clause: string;
  readonly period: string;
  readonly amount: string;
  /** Which evidence it rests on; later evidence has a higher revision. */
  readonly revision: number;
  /** The hash of that evidence. */
  readonly evidence: string;
}

export interface ClaimPosting {
  readonly kind: 'claim';
  readonly key: string;
  readonly period: string;
  readonly ticket: string;
  readonly at: number;
}

export interface InvoicePosting {
  readonly kind: 'invoice';
  readonly key: string;
  readonly period: string;
  /** 1, 2, 3, ... for each tenant, without gaps. */
  readonly number: number;
  readonly billedDays: number;
  /** What the billed days cost. */
  readonly gross: string;
  /** Credits taken off; negative where a correction takes back a credit that was already applied. */
  readonly credited: string;
  readonly total: string;
}

export type Posting = CreditPosting | ClaimPosting | InvoicePosting;

/** What is owed for a month by the best evidence there is. */
export interface Owed {
  readonly clause: string;
  readonly period: string;
  readonly minor: bigint;
  readonly revision: number;
  readonly evidence: string;
}

/** What a month's billed days cost. */
export interface Billed {
  readonly period: string;
  readonly billedDays: number;
  readonly gross: bigint;
  /** Whether credits go on invoices (and are not refunded). */
  readonly appliesCredits: boolean;
}

function isCredit(posting: Posting): posting is CreditPosting {
  return posting.kind === 'credit' || posting.kind === 'correction';
}

function isInvoice(posting: Posting): posting is InvoicePosting {
  return posting.kind === 'invoice';
}

function sum(amounts: readonly string[]): bigint {
  return amounts.reduce((total, amount) => total + BigInt(amount), 0n);
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
  const difference = owed.minor - sum(own.map(({ amount }) => amount));
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

/** Credits that no invoice has used yet, in minor units; negative when more was applied than is still owed. */
export function balanceOf(postings: readonly Posting[]): bigint {
  const credits = sum(postings.filter(isCredit).map(({ amount }) => amount));
  return credits - sum(postings.filter(isInvoice).map(({ credited }) => credited));
}

/** Credits of earlier months reduce an invoice, to nothing at most; what is left is carried forward (TIER-6). */
function applied(postings: readonly Posting[], billed: Billed): bigint {
  if (!billed.appliesCredits) return 0n;
  const balance = balanceOf(postings);
  if (balance < 0n) return balance;
  const later = postings.filter(isCredit).filter(({ period }) => period >= billed.period);
  const available = balance - sum(later.map(({ amount }) => amount));
  if (available <= 0n) return 0n;
  return available < billed.gross ? available : billed.gross;
}

/** The month's invoice, once; a month without a billed day has none (CAP-1: sign-up on the last day). */
export function invoice(postings: readonly Posting[], billed: Billed): InvoicePosting | undefined {
  const key = `invoice:${billed.period}`;
  if (billed.billedDays === 0 || postings.some(posting => posting.key === key)) return undefined;
  const credited = applied(postings, billed);
  return {
    kind: 'invoice',
    key,
    period: billed.period,
    number: postings.filter(isInvoice).length + 1,
    billedDays: billed.billedDays,
    gross: billed.gross.toString(),
    credited: credited.toString(),
    total: (billed.gross - credited).toString(),
  };
}
