import {
  balanceOf,
  isCredit,
  isInvoice,
  isRefund,
  type Posting,
} from '../../lib/promises/credits/postings.ts';
import type { CreditTerms } from '../../lib/promises/credits/rules.ts';
import { credits } from '../../lib/promises/credits/schema.ts';
import { chargesOf, type Held } from '../../lib/promises/subscription/charges.ts';
import { MONTHS } from './life.ts';
import type { Close } from './simulation.ts';

export type PaidAs = CreditTerms['paid-as'];

/** Credit terms that differ only in how a credit reaches the customer. */
export function creditTermsOf(paidAs: PaidAs): CreditTerms {
  return credits.parse({
    clause: 'T-1',
    of: 'monthly-fee',
    tiers: [{ below: '99.9%', credit: '10%' }],
    cap: '10%',
    claim: { by: 'automatic' },
    'paid-as': paidAs,
  });
}

function total(amounts: readonly (bigint | string)[]): bigint {
  return amounts.reduce<bigint>((sum, amount) => sum + BigInt(amount), 0n);
}

/** Each month's credit is what the latest evidence owes. */
function wrongCredit(postings: readonly Posting[], closes: readonly Close[]): string | undefined {
  for (const period of MONTHS) {
    const last = closes.filter(item => item.period === period).at(-1)?.minor ?? 0n;
    const own = postings.filter(isCredit).filter(p => p.period === period);
    const posted = total(own.map(p => p.amount));
    if (posted !== last) return `${period}: ${posted} credited, ${last} owed`;
  }
  return undefined;
}

/** The invoices together are what fell due: every billed day once, every fee that is paid once, once. */
function wrongBilling(postings: readonly Posting[], held: readonly Held[]): string | undefined {
  const lines = postings.filter(isInvoice).flatMap(invoice => invoice.lines);
  const due = MONTHS.flatMap(month => chargesOf(held, month));
  const days = (all: readonly { days: number }[]) => all.reduce((sum, each) => sum + each.days, 0);
  const byDay = lines.filter(({ kind }) => kind === 'days');
  const dueByDay = due.filter(({ kind }) => kind === 'days');
  const billed = total(byDay.map(({ amount }) => amount));
  const owed = total(dueByDay.map(({ minor }) => minor));
  if (days(byDay) !== days(dueByDay)) return `${days(byDay)} days billed, ${days(dueByDay)} used`;
  if (billed !== owed) return `${billed} billed for days, ${owed} due`;
  const once = lines.filter(({ kind }) => kind === 'once').map(({ plan }) => plan);
  if (new Set(once).size !== once.length) return 'a fee that is paid once was billed twice';
  const missed = due.filter(({ kind, plan }) => kind === 'once' && !once.includes(plan));
  return missed.length === 0 ? undefined : 'a fee that is paid once was never billed';
}

/** No money is lost or made: what was paid is what fell due less the credits, and nothing is left over. */
function wrongMoney(postings: readonly Posting[], paidAs: PaidAs): string | undefined {
  const invoices = postings.filter(isInvoice);
  const credited = total(postings.filter(isCredit).map(p => p.amount));
  const refunded = total(postings.filter(isRefund).map(p => p.amount));
  const paid = total(invoices.map(p => p.total)) - refunded;
  const gross = total(invoices.map(p => p.gross));
  const left = balanceOf(postings);
  if (paid !== gross - credited + left) return 'a credit was lost or doubled';
  if (left < 0n) return `${-left} is owed by the customer and on no invoice`;
  if (invoices.some(p => BigInt(p.total) < 0n)) return 'an invoice asks for less than nothing';
  return left > 0n && paidAs['at-end'] !== 'lapse' ? `${left} was never paid back` : undefined;
}

/** What must hold of the postings, whatever happened on the way; the first thing that does not, or undefined. */
export function wrongIn(
  postings: readonly Posting[],
  closes: readonly Close[],
  held: readonly Held[],
  paidAs: PaidAs,
): string | undefined {
  const numbers = postings.filter(isInvoice).map(p => p.number);
  if (numbers.some((number, i) => number !== i + 1)) return 'a gap in the invoice numbers';
  if (new Set(postings.map(p => p.key)).size !== postings.length) return 'a posting is there twice';
  return wrongCredit(postings, closes) ?? wrongBilling(postings, held) ?? wrongMoney(postings, paidAs);
}
