import type { Charge } from '../subscription/charges.ts';
import {
  balanceOf,
  type InvoiceLine,
  type InvoicePosting,
  isCredit,
  isInvoice,
  type Posting,
  total,
} from './postings.ts';

/** What a month's invoice may bill. */
export interface Billing {
  readonly period: string;
  /** What falls due for any month, by what is known now. */
  readonly dueIn: (month: string) => readonly Charge[];
  /** What is billed of later months already, where invoices go out in advance. */
  readonly ahead: readonly Charge[];
  /** Whether credits go on invoices (and are not refunded). */
  readonly appliesCredits: boolean;
  /** Whether no later invoice will come, so that what is still open goes on this one. */
  readonly isLast: boolean;
}

/** An invoice before it has a number. */
export interface Draft extends Pick<Billing, 'period' | 'appliesCredits'> {
  readonly lines: readonly InvoiceLine[];
}

/** Lines and charges of one group pay for the same thing; a fee that is paid once is the same in every month. */
function groupOf({ kind, plan, covers }: Pick<Charge, 'kind' | 'plan' | 'covers'>): string {
  return kind === 'once' ? `once ${plan}` : `days ${plan} ${covers}`;
}

/** The difference between what falls due and what was billed before; nothing where they agree. */
function difference(charge: Charge, billed: readonly InvoiceLine[]): readonly InvoiceLine[] {
  const { kind, plan, covers } = charge;
  const same = billed.filter(line => groupOf(line) === groupOf(charge));
  // Paid once means once: neither a replay nor a later price bills it again.
  if (kind === 'once' && same.length > 0) return [];
  const days = charge.days - same.reduce((sum, line) => sum + line.days, 0);
  const minor = charge.minor - total(same.map(({ amount }) => amount));
  if (same.length > 0 && days === 0 && minor === 0n) return [];
  return [{ kind, plan, covers, days, amount: minor.toString() }];
}

/** What was billed and no longer falls due, as charges of nothing. */
function dropped(billed: readonly InvoiceLine[], due: readonly Charge[]): readonly Charge[] {
  const still = new Set(due.map(groupOf));
  const gone = billed.filter(line => line.kind === 'days' && !still.has(groupOf(line)));
  const groups = new Map(gone.map(line => [groupOf(line), line]));
  return [...groups.values()].map(({ kind, plan, covers }) => ({ kind, plan, covers, days: 0, minor: 0n }));
}

/**
 * The lines of a month's invoice: what falls due for the month and is billed ahead, and for everything that was billed
 * before the difference to what is known now (a termination, a plan change, a discount that was taken back). So the
 * invoices of a tenant always add up to what fell due, in whatever order and however often months are closed. A month
 * for which nothing was billed is billed when it is closed again.
 */
export function linesOf(postings: readonly Posting[], billing: Billing): readonly InvoiceLine[] {
  const { period, ahead, dueIn } = billing;
  const invoices = postings.filter(isInvoice);
  const billed = invoices.flatMap(({ lines }) => lines);
  const closed = invoices.map(invoice => invoice.period);
  const months = new Set([period, ...closed, ...[...billed, ...ahead].map(({ covers }) => covers)]);
  // Of a later month only what is, or was, billed ahead is looked at; the rest falls due in its own time.
  const known = new Set([...billed, ...ahead].map(groupOf));
  const isDue = (charge: Charge) =>
    charge.covers <= period || closed.includes(charge.covers) || known.has(groupOf(charge));
  const due = [...months].toSorted().flatMap(dueIn).filter(isDue);
  return [...due, ...dropped(billed, due)].flatMap(charge => difference(charge, billed));
}

/**
 * Credits of earlier months reduce an invoice, to nothing at most; what is left is carried forward (TIER-6). What was
 * billed or credited too much before is settled first: it reduces the invoice, or adds to it.
 */
function applied(postings: readonly Posting[], { period, appliesCredits }: Draft, gross: bigint): bigint {
  const balance = balanceOf(postings);
  if (gross < 0n || balance < 0n) {
    const rest = gross - balance;
    return rest > 0n ? gross - rest : gross;
  }
  if (!appliesCredits) return 0n;
  const later = postings.filter(isCredit).filter(posting => posting.period >= period);
  const available = balance - total(later.map(({ amount }) => amount));
  if (available <= 0n) return 0n;
  return available < gross ? available : gross;
}

/** The invoice of these lines, with its number, and the credits that it uses or adds to. */
export function invoiceOf(postings: readonly Posting[], draft: Draft): InvoicePosting {
  const { period, lines } = draft;
  const gross = total(lines.map(({ amount }) => amount));
  const credited = applied(postings, draft, gross);
  return {
    kind: 'invoice',
    key: `invoice:${period}`,
    period,
    number: postings.filter(isInvoice).length + 1,
    lines,
    gross: gross.toString(),
    credited: credited.toString(),
    total: (gross - credited).toString(),
  };
}

/**
 * The month's invoice, once. A month in which nothing falls due has none (CAP-1: sign-up on the last day), unless it is
 * the last one and a credit that was applied has to be taken back.
 */
export function invoice(postings: readonly Posting[], billing: Billing): InvoicePosting | undefined {
  if (postings.some(({ key }) => key === `invoice:${billing.period}`)) return undefined;
  const lines = linesOf(postings, billing);
  const open = billing.isLast && balanceOf(postings) < 0n;
  return lines.length > 0 || open ? invoiceOf(postings, { ...billing, lines }) : undefined;
}
