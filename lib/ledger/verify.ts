import type { KeyObject } from 'node:crypto';
import { closeSchema, verifyClose } from './close-file.ts';
import { bytes, type Difference, differencesIn, signed, single } from './differences.ts';
import { asRead, type StatementFile, statementBody, statementSchema } from './document.ts';
import { hashOf } from './entry.ts';
import { ledgerSchema } from './shape.ts';
import { resultsOf } from './statement.ts';
import { verifyLedger } from './verify-ledger.ts';

export interface Verification {
  readonly kind: 'statement' | 'ledger' | 'close' | 'unknown';
  readonly differences: readonly Difference[];
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const SCHEMAS = { statement: statementSchema, ledger: ledgerSchema, close: closeSchema };

/** Which of the documents a value says it is; a statement where that was destroyed. */
function kindOf(value: unknown): keyof typeof SCHEMAS {
  const named =
    typeof value === 'object' && value !== null && 'covenant' in value ? value.covenant : undefined;
  return named === 'ledger' || named === 'close' ? named : 'statement';
}

/**
 * Recomputes a statement, a ledger or a close from its own evidence, offline, and checks hash, signature and every
 * byte. An empty list of differences means: as it was signed, and every number follows.
 */
export function verifyDocument(text: string, key: KeyObject | undefined): Verification {
  const value = parsed(text);
  if (value === undefined) return { kind: 'unknown', differences: single('file', 'a damaged text', 'JSON') };
  const statement = statementSchema.safeParse(value);
  if (statement.success) {
    const differences = [...bytes(statement.data, text), ...verifyStatement(statement.data, key)];
    return { kind: 'statement', differences };
  }
  const ledger = ledgerSchema.safeParse(value);
  if (ledger.success)
    return { kind: 'ledger', differences: [...bytes(ledger.data, text), ...verifyLedger(ledger.data, key)] };
  const close = closeSchema.safeParse(value);
  if (close.success)
    return { kind: 'close', differences: [...bytes(close.data, text), ...verifyClose(close.data, key)] };
  return misshapen(value);
}

function misshapen(value: unknown): Verification {
  const kind = kindOf(value);
  const issue = SCHEMAS[kind].safeParse(value).error?.issues[0];
  const path = issue?.path.join('.') || 'file';
  return { kind, differences: single(path, 'not the shape of the document', issue?.message ?? '') };
}
