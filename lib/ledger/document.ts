import { z } from 'zod';
import { balanceOf } from '../promises/credits/postings.ts';
import { type Entry, GENESIS, hashOf } from './entry.ts';
import { type Evidence, evidenceSchema } from './evidence-shape.ts';
import { type LedgerFile, signatureSchema } from './shape.ts';
import type { Signer } from './signer.ts';
import { type Results, resultsOf } from './statement.ts';

/** A statement as it is handed over: what it rests on, what follows, the one before it, and a signature. */
export const statementSchema = z.strictObject({
  covenant: z.literal('statement'),
  /** 1, and one more for each correction of the same month. */
  revision: z.int().positive(),
  /** The hash of the revision before, or of nothing. */
  previous: z.string(),
  evidence: evidenceSchema,
  results: z.record(z.string(), z.unknown()),
  hash: z.string(),
  signature: signatureSchema,
});

export type StatementFile = z.output<typeof statementSchema>;

/** How every document is written: the same value always gives the same bytes, so a changed byte is a finding. */
export function render(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

/** What a statement's hash and signature are taken of. */
export function statementBody(file: Pick<StatementFile, 'revision' | 'previous' | 'evidence' | 'results'>) {
  return {
    covenant: 'statement',
    revision: file.revision,
    previous: file.previous,
    evidence: file.evidence,
    results: file.results,
  };
}

/** A copy as it comes back from JSON, in which absent fields are absent. */
export function asRead(results: Results): Readonly<Record<string, unknown>> {
  const copy: unknown = JSON.parse(JSON.stringify(results));
  return z.record(z.string(), z.unknown()).parse(copy);
}

/** Makes and signs a statement; `before` is the latest revision for the same month, if there is one. */
export async function signStatement(
  evidence: Evidence,
  before: { readonly revision: number; readonly hash: string } | undefined,
  signer: Signer,
): Promise<StatementFile> {
  const body = {
    revision: (before?.revision ?? 0) + 1,
    previous: before?.hash ?? GENESIS,
    evidence,
    results: asRead(resultsOf(evidence)),
  };
  const hash = hashOf(statementBody(body));
  return { covenant: 'statement', ...body, hash, signature: await signer.sign(hash) };
}

/** Makes and signs a tenant's ledger file. */
export async function signLedger(
  tenant: string,
  currency: string,
  entries: readonly Entry[],
  signer: Signer,
): Promise<LedgerFile> {
  const head = {
    sequence: entries.length,
    hash: entries.at(-1)?.hash ?? GENESIS,
    balance: balanceOf(entries.map(({ posting }) => posting)).toString(),
  };
  const signature = await signer.sign(hashOf({ tenant, currency, head }));
  return { covenant: 'ledger', tenant, currency, entries, head, signature };
}
