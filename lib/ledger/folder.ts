import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render, type StatementFile, signLedger, signStatement, statementSchema } from './document.ts';
import { hashOf } from './entry.ts';
import type { Evidence } from './evidence-shape.ts';
import { statementPage } from './page.ts';
import type { Signer } from './signer.ts';
import { resultsOf } from './statement.ts';
import type { LedgerStore } from './store.ts';
import { writeWhole } from './whole-file.ts';

function latest(folder: string, tenant: string): StatementFile | undefined {
  const pattern = new RegExp(`^${tenant}\\.statement\\.(\\d+)\\.json$`);
  const revisions = readdirSync(folder).flatMap(name => Number(pattern.exec(name)?.[1] ?? Number.NaN) || []);
  if (revisions.length === 0) return undefined;
  const path = join(folder, `${tenant}.statement.${Math.max(...revisions)}.json`);
  return statementSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/**
 * Writes a tenant's statement and its page. The same evidence gives nothing new; other evidence gives one more
 * revision beside the old one, which is never changed.
 */
export async function writeStatement(
  folder: string,
  evidence: Evidence,
  signer: Signer,
): Promise<StatementFile> {
  mkdirSync(folder, { recursive: true });
  const before = latest(folder, evidence.tenant);
  const same = before !== undefined && hashOf(before.evidence) === hashOf(evidence);
  const file = same ? before : await signStatement(evidence, before, signer);
  const stem = join(folder, `${evidence.tenant}.statement.${file.revision}`);
  if (!same) writeWhole(`${stem}.json`, render(file));
  writeWhole(`${stem}.html`, await statementPage(file, resultsOf(file.evidence)));
  return file;
}

/** Writes a tenant's ledger, signed, as it is now. */
export async function writeLedger(
  folder: string,
  store: LedgerStore,
  tenant: string,
  currency: string,
  signer: Signer,
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const file = await signLedger(tenant, currency, await store.read(tenant), signer);
  const path = join(folder, `${tenant}.ledger.json`);
  writeWhole(path, render(file));
  return path;
}
