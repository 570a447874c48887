import { balanceOf, isInvoice, isRefund, type Posting, type RefundPosting, total } from './postings.ts';
import type { CreditTerms } from './rules.ts';

/** What decides whether money goes back to the customer. */
export interface Ending {
  readonly period: string;
  /** Whether no later invoice will come. */
  readonly isLast: boolean;
  readonly terms: CreditTerms | undefined;
}

/** What was billed too much and is not paid back yet; it was the customer's money and never lapses. */
function overpaid(postings: readonly Posting[]): bigint {
  const notes = postings.filter(isInvoice).filter(({ gross }) => gross.startsWith('-'));
  const refunded = total(postings.filter(isRefund).map(({ amount }) => amount));
  return -total(notes.map(({ gross }) => gross)) - refunded;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** What has to be paid back now, in minor units. */
function refundable(postings: readonly Posting[], { isLast, terms }: Ending): bigint {
  const balance = balanceOf(postings);
  const paidAs = terms?.['paid-as'];
  if (paidAs?.to === 'refund') return balance;
  if (!isLast) return 0n;
  return paidAs?.['at-end'] === 'lapse' ? smaller(balance, overpaid(postings)) : balance;
}

/**
 * Pays back what no invoice will use: at once where credits are refunded, otherwise when the contract has ended. The
 * balance is empty afterwards, so no replay pays twice.
 */
export function refund(postings: readonly Posting[], ending: Ending): RefundPosting | undefined {
  const amount = refundable(postings, ending);
  if (amount <= 0n) return undefined;
  const key = `refund:${postings.filter(isRefund).length + 1}`;
  return { kind: 'refund', key, period: ending.period, amount: amount.toString() };
}
