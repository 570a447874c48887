import type { KeyObject } from 'node:crypto';
import { type Draft, invoiceOf } from '../promises/credits/invoice.ts';
import { balanceOf, type InvoicePosting, isInvoice, type Posting } from '../promises/credits/postings.ts';
import { type Difference, differencesIn, signed, single } from './differences.ts';
import { bodyOf, type Entry, GENESIS, hashOf } from './entry.ts';
import type { LedgerFile } from './shape.ts';

/** An invoice follows from its lines and what was posted before; only whether credits apply is not in the ledger. */
function verifyInvoice(
  path: string,
  posting: InvoicePosting,
  before: readonly Posting[],
): readonly Difference[] {
  const draft = (appliesCredits: boolean): Draft => ({ ...posting, appliesCredits });
  const [applying, not] = [true, false].map(applies => invoiceOf(before, draft(applies)));
  const twice = onceAgain(path, posting, before);
  if ([applying, not].some(other => JSON.stringify(other) === JSON.stringify(posting))) return twice;
  return [...twice, ...differencesIn(path, posting, applying)];
}

/** A fee that is paid once must not be on a second invoice, and no invoice bills a thing in two lines. */
function onceAgain(
  path: string,
  { lines }: InvoicePosting,
  before: readonly Posting[],
): readonly Difference[] {
  const paid = before.filter(isInvoice).flatMap(invoice => invoice.lines);
  return lines.flatMap(({ kind, plan, covers }, index) => {
    const same = (line: (typeof lines)[number]) =>
      line.kind === kind && line.plan === plan && (kind === 'once' || line.covers === covers);
    const earlier = kind === 'once' ? [...paid, ...lines.slice(0, index)] : lines.slice(0, index);
    return earlier.some(same) ? single(`${path}.lines[${index}]`, `${kind} of ${plan}`, 'billed before') : [];
  });
}

/** A refund pays back what is there and no more. */
function verifyRefund(path: string, amount: string, before: readonly Posting[]): readonly Difference[] {
  const balance = balanceOf(before);
  if (BigInt(amount) > 0n && BigInt(amount) <= balance) return [];
  return single(`${path}.amount`, amount, `1 to ${balance}`);
}

function verifyPosting(path: string, posting: Posting, before: readonly Posting[]): readonly Difference[] {
  const again = before.some(({ key }) => key === posting.key);
  const once = again ? single(`${path}.key`, posting.key, 'posted before') : [];
  switch (posting.kind) {
    case 'invoice':
      return [...once, ...verifyInvoice(path, posting, before)];
    case 'refund':
      return [...once, ...verifyRefund(path, posting.amount, before)];
    case 'credit':
    case 'correction':
    case 'claim':
    case 'termination':
      return once;
  }
}

function verifyEntry(
  entry: Entry,
  index: number,
  before: readonly Entry[],
  tenant: string,
): readonly Difference[] {
  const path = `entries[${index}]`;
  const postings = before.map(({ posting }) => posting);
  return [
    ...differencesIn(`${path}.tenant`, entry.tenant, tenant),
    ...differencesIn(`${path}.sequence`, entry.sequence, index + 1),
    ...differencesIn(`${path}.previous`, entry.previous, before.at(-1)?.hash ?? GENESIS),
    ...differencesIn(`${path}.hash`, entry.hash, hashOf(bodyOf(entry))),
    ...verifyPosting(`${path}.posting`, entry.posting, postings),
  ];
}

/** Recomputes a ledger: its chain, its numbers, its balance and its signature. */
export function verifyLedger(file: LedgerFile, key: KeyObject | undefined): readonly Difference[] {
  const { tenant, currency, entries, head } = file;
  const recomputed = {
    sequence: entries.length,
    hash: entries.at(-1)?.hash ?? GENESIS,
    balance: balanceOf(entries.map(({ posting }) => posting)).toString(),
  };
  return [
    ...entries.flatMap((entry, index) => verifyEntry(entry, index, entries.slice(0, index), tenant)),
    ...differencesIn('head', head, recomputed),
    ...signed(hashOf({ tenant, currency, head }), file.signature, key),
  ];
}
