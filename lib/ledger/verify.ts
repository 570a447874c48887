import type { KeyObject } from 'node:crypto';
import { balanceOf, invoice, type Posting } from '../promises/credits/account.ts';
import { asRead, render, type StatementFile, statementBody, statementSchema } from './document.ts';
import { bodyOf, type Entry, GENESIS, hashOf } from './entry.ts';
import { type LedgerFile, ledgerSchema } from './shape.ts';
import { isSigned } from './signer.ts';
import { resultsOf } from './statement.ts';

/** Something that is not as it was signed, or does not follow from its evidence. */
export interface Difference {
  /** Where, such as `results.credit.amount`. */
  readonly path: string;
  readonly says: string;
  readonly recomputed: string;
}

export interface Verification {
  readonly kind: 'statement' | 'ledger' | 'unknown';
  readonly differences: readonly Difference[];
}

function show(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Every place in which two values differ. */
function differencesIn(path: string, says: unknown, recomputed: unknown): readonly Difference[] {
  if (isObject(says) && isObject(recomputed)) {
    const keys = new Set([...Object.keys(says), ...Object.keys(recomputed)]);
    return [...keys].flatMap(key => differencesIn(`${path}.${key}`, says[key], recomputed[key]));
  }
  return says === recomputed ? [] : [{ path, says: show(says), recomputed: show(recomputed) }];
}

function single(path: string, says: string, recomputed: string): readonly Difference[] {
  return [{ path, says, recomputed }];
}

function signed(
  text: string,
  signature: LedgerFile['signature'],
  key: KeyObject | undefined,
): readonly Difference[] {
  if (!key) return single('signature', signature.key, 'no public key to check it with (--key)');
  return isSigned(text, signature, key)
    ? []
    : single('signature', signature.value.slice(0, 16), 'not made with this key over this document');
}

function recomputedResults(file: StatementFile): unknown {
  try {
    return asRead(resultsOf(file.evidence));
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function verifyStatement(file: StatementFile, key: KeyObject | undefined): readonly Difference[] {
  const hash = hashOf(statementBody(file));
  return [
    ...differencesIn('results', file.results, recomputedResults(file)),
    ...differencesIn('hash', file.hash, hash),
    ...signed(hash, file.signature, key),
  ];
}

function verifyEntry(
  entry: Entry,
  index: number,
  before: readonly Entry[],
  tenant: string,
): readonly Difference[] {
  const path = `entries[${index}]`;
  const keys = before.map(({ posting }) => posting.key);
  return [
    ...differencesIn(`${path}.tenant`, entry.tenant, tenant),
    ...differencesIn(`${path}.sequence`, entry.sequence, index + 1),
    ...differencesIn(`${path}.previous`, entry.previous, before.at(-1)?.hash ?? GENESIS),
    ...differencesIn(`${path}.hash`, entry.hash, hashOf(bodyOf(entry))),
    ...(keys.includes(entry.posting.key)
      ? single(`${path}.posting.key`, entry.posting.key, 'posted before')
      : []),
    ...verifyInvoice(
      path,
      entry.posting,
      before.map(({ posting }) => posting),
    ),
  ];
}

/** An invoice follows from what was posted before it; only whether credits apply is not in the ledger. */
function verifyInvoice(path: string, posting: Posting, before: readonly Posting[]): readonly Difference[] {
  if (posting.kind !== 'invoice') return [];
  const billed = { period: posting.period, billedDays: posting.billedDays, gross: BigInt(posting.gross) };
  const again = [true, false].map(appliesCredits => invoice(before, { ...billed, appliesCredits }));
  if (again.some(other => JSON.stringify(other) === JSON.stringify(posting))) return [];
  return again[0] ? differencesIn(`${path}.posting`, posting, again[0]) : [];
}

function verifyLedger(file: LedgerFile, key: KeyObject | undefined): readonly Difference[] {
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A document is always written in one way; anything else was changed, even where JSON means the same. */
function bytes(value: unknown, text: string): readonly Difference[] {
  return render(value) === text
    ? []
    : single('file', 'bytes that were changed', 'what this document is written as');
}

/**
 * Recomputes a statement or a ledger from its own evidence, offline, and checks hash, signature and every byte.
 * An empty list of differences means: as it was signed, and every number follows.
 */
export function verifyDocument(text: string, key: KeyObject | undefined): Verification {
  const value = parsed(text);
  if (value === undefined) return { kind: 'unknown', differences: single('file', 'a damaged text', 'JSON') };
  const statement = statementSchema.safeParse(value);
  const ledger = ledgerSchema.safeParse(value);
  if (statement.success) {
    return {
      kind: 'statement',
      differences: [...bytes(statement.data, text), ...verifyStatement(statement.data, key)],
    };
  }
  if (ledger.success)
    return { kind: 'ledger', differences: [...bytes(ledger.data, text), ...verifyLedger(ledger.data, key)] };
  const kind = isObject(value) && value.covenant === 'ledger' ? 'ledger' : 'statement';
  const issue = (kind === 'ledger' ? ledger.error : statement.error)?.issues[0];
  return {
    kind,
    differences: single(
      issue?.path.join('.') || 'file',
      'not the shape of the document',
      issue?.message ?? '',
    ),
  };
}
