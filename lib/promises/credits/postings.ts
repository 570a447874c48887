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

/** A customer's notice that the subscription ends. */
export interface TerminationPosting {
  readonly kind: 'termination';
  readonly key: string;
  readonly ticket: string;
  /** When the notice was given, in epoch seconds. */
  readonly at: number;
}

/** What an invoice bills of one plan for one month; negative where it takes back what was billed too much. */
export interface InvoiceLine {
  readonly kind: 'days' | 'once';
  readonly plan: string;
  /** The month that is paid for. */
  readonly covers: string;
  readonly days: number;
  readonly amount: string;
}

export interface InvoicePosting {
  readonly kind: 'invoice';
  readonly key: string;
  readonly period: string;
  /** 1, 2, 3, ... for each tenant, without gaps. */
  readonly number: number;
  readonly lines: readonly InvoiceLine[];
  /** The lines together. */
  readonly gross: string;
  /** Credits taken off; negative where it adds to them, or takes back one that was already applied. */
  readonly credited: string;
  readonly total: string;
}

/** Money that goes back to the customer, because no later invoice can use it. */
export interface RefundPosting {
  readonly kind: 'refund';
  readonly key: string;
  readonly period: string;
  readonly amount: string;
}

export type Posting = CreditPosting | ClaimPosting | TerminationPosting | InvoicePosting | RefundPosting;

export function isCredit(posting: Posting): posting is CreditPosting {
  return posting.kind === 'credit' || posting.kind === 'correction';
}

export function isInvoice(posting: Posting): posting is InvoicePosting {
  return posting.kind === 'invoice';
}

export function isRefund(posting: Posting): posting is RefundPosting {
  return posting.kind === 'refund';
}

export function total(amounts: readonly string[]): bigint {
  return amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
}

/** What no invoice has used and nobody has paid back yet; negative when more was applied than is still owed. */
export function balanceOf(postings: readonly Posting[]): bigint {
  const credits = total(postings.filter(isCredit).map(({ amount }) => amount));
  const used = total(postings.filter(isInvoice).map(({ credited }) => credited));
  return credits - used - total(postings.filter(isRefund).map(({ amount }) => amount));
}
