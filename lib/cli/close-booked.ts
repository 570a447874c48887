import { amountText } from '../ledger/amounts.ts';
import { GENESIS } from '../ledger/entry.ts';
import type { Evidence } from '../ledger/evidence-shape.ts';
import type { LedgerStore } from '../ledger/store.ts';
import {
  balanceOf,
  type InvoiceLine,
  isInvoice,
  isRefund,
  type Posting,
  total,
} from '../promises/credits/postings.ts';

/** An invoice as people read it: amounts with their coins. */
export interface InvoiceShown {
  readonly number: number;
  readonly lines: readonly InvoiceLine[];
  readonly gross: string;
  readonly credited: string;
  readonly total: string;
}

type Show = (minor: string) => string;

function invoiceIn(postings: readonly Posting[], month: string, show: Show): InvoiceShown | null {
  const found = postings.filter(isInvoice).find(({ period }) => period === month);
  if (!found) return null;
  const { number, gross, credited, total } = found;
  const lines = found.lines.map(line => ({ ...line, amount: show(line.amount) }));
  return { number, lines, gross: show(gross), credited: show(credited), total: show(total) };
}

function refundIn(postings: readonly Posting[], month: string, show: Show): string | null {
  const amounts = postings.filter(isRefund).filter(({ period }) => period === month);
  return amounts.length === 0 ? null : show(total(amounts.map(({ amount }) => amount)).toString());
}

/** What the ledger says of the month after it was closed. */
export async function booked(store: LedgerStore, { tenant, month, currency }: Evidence) {
  const entries = await store.read(tenant);
  const postings = entries.map(({ posting }) => posting);
  const show: Show = minor => amountText(BigInt(minor), currency);
  return {
    invoice: invoiceIn(postings, month, show),
    refund: refundIn(postings, month, show),
    balance: show(balanceOf(postings).toString()),
    ledgerHead: { sequence: entries.length, hash: entries.at(-1)?.hash ?? GENESIS },
  };
}
