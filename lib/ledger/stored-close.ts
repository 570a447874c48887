import { CovenantError } from '../agreement/errors.ts';
import { type CloseRequest, requestedMonth } from '../promises/credits/contract.ts';
import { balanceOf } from '../promises/credits/postings.ts';
import { closeTenant } from './close.ts';
import { render, type StatementFile, signLedger, signStatement } from './document.ts';
import { hashOf } from './entry.ts';
import type { Evidence } from './evidence-shape.ts';
import { statementPage } from './page.ts';
import type { Signer } from './signer.ts';
import { resultsOf } from './statement.ts';
import { type EvidenceTools, storedEvidence } from './stored-evidence.ts';

/** Where documents are handed over, for good: none is ever changed or deleted. */
export interface Shelf {
  /** The latest revision of a tenant's statement for a month. */
  readonly latest: (month: string, tenant: string) => Promise<StatementFile | undefined>;
  /** False when something lies there already; nothing was written then. */
  readonly put: (path: string, text: string) => Promise<boolean>;
}

export interface CloseTools extends EvidenceTools {
  readonly shelf: Shelf;
  readonly signer: Signer;
}

/** What closing one tenant's month came to. */
export interface TenantClosed {
  readonly tenant: string;
  readonly month: string;
  readonly kept: boolean | null;
  readonly credit: string | null;
  readonly waiting: string | null;
  readonly balance: string;
  readonly statement: string;
  readonly statementHash: string;
}

const ATTEMPTS = 5;

/** The statement of this evidence: the one that lies there, or one more revision of it. */
async function shelved(
  tools: CloseTools,
  evidence: Evidence,
): Promise<{ path: string; file: StatementFile }> {
  const { month, tenant } = evidence;
  const pathOf = (revision: number) => `${month}/${tenant}.statement.${revision}.json`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await tools.shelf.latest(month, tenant);
    if (before && hashOf(before.evidence) === hashOf(evidence)) {
      return { path: pathOf(before.revision), file: before };
    }
    const file = await signStatement(evidence, before, tools.signer);
    if (await tools.shelf.put(pathOf(file.revision), render(file))) {
      return { path: pathOf(file.revision), file };
    }
  }
  throw new CovenantError(`the statements of ${tenant} are written by others all the time; try again`);
}

/**
 * Closes one tenant's month from what was collected: ledger, signed statement with its page, signed ledger. Every step
 * finds out by itself whether it was done, so the whole may be repeated, interrupted and run twice at once; other
 * evidence makes a counter-entry and one more revision.
 */
export async function closeStored(tools: CloseTools, request: CloseRequest): Promise<TenantClosed> {
  const month = requestedMonth(request);
  const tenant = request.tenant.name;
  const evidence = await storedEvidence(tools, request, month);
  const results = resultsOf(evidence);
  const closed = await closeTenant(tools.ledger, evidence, results);
  const { path, file } = await shelved(tools, evidence);
  await tools.shelf.put(path.replace(/json$/, 'html'), await statementPage(file, resultsOf(file.evidence)));
  const entries = await tools.ledger.read(tenant);
  const ledger = await signLedger(tenant, evidence.currency, entries, tools.signer);
  await tools.shelf.put(`ledgers/${tenant}.ledger.${entries.length}.json`, render(ledger));
  return {
    tenant,
    month,
    kept: results.kept,
    credit: results.credit.amount,
    waiting: closed.waiting ?? null,
    balance: balanceOf(entries.map(({ posting }) => posting)).toString(),
    statement: path,
    statementHash: file.hash,
  };
}
