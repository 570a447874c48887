import { basename, join } from 'node:path';
import type { CloseFile } from '../ledger/close-file.ts';
import {
  addClose,
  closeTenant,
  evidenceFor,
  fileStore,
  localSigner,
  type SeriesChoice,
  writeLedger,
  writeStatement,
} from '../ledger/index.ts';
import type { Signer } from '../ledger/signer.ts';
import { resultsOf } from '../ledger/statement.ts';
import { withNotices } from '../ledger/subscriptions.ts';
import type { Agreement } from '../promises/agreement.ts';
import type { History } from '../promises/availability/history.ts';
import type { Tenant } from '../promises/environment.ts';
import type { StepEvent } from '../promises/performance/rules.ts';
import { booked, type InvoiceShown } from './close-booked.ts';
import type { TenantClaim } from './close-claims.ts';

export interface CloseRequest {
  readonly environment: string;
  readonly agreement: Agreement;
  readonly tenants: readonly Tenant[];
  readonly history: History;
  readonly month: string;
  readonly choice: SeriesChoice;
  readonly claims: readonly TenantClaim[];
  /** The events of work of all tenants. @default nothing is said of steps */
  readonly events?: readonly StepEvent[] | undefined;
  readonly out: string;
  readonly progress: (text: string) => void;
}

/** What closing one tenant came to; a failed one carries its reason and does not stop the others. */
export interface ClosedTenant {
  readonly tenant: string;
  readonly plan: string;
  readonly ok: boolean;
  readonly reason: string | null;
  /** The uptime that was promised; null where none was. */
  readonly promised: string | null;
  readonly uptime: string | null;
  readonly kept: boolean | null;
  readonly creditPercent: number | null;
  readonly credit: string | null;
  readonly waiting: string | null;
  readonly invoice: InvoiceShown | null;
  /** What is paid back to the customer because no later invoice can use it. */
  readonly refund: string | null;
  readonly balance: string | null;
  readonly postings: readonly string[];
  readonly statement: string | null;
  readonly statementHash: string | null;
  readonly ledger: string | null;
  /** How long the ledger is, and the hash it ends with. */
  readonly ledgerHead: { readonly sequence: number; readonly hash: string } | null;
}

const NOTHING = {
  promised: null,
  uptime: null,
  kept: null,
  creditPercent: null,
  credit: null,
  waiting: null,
  invoice: null,
  refund: null,
  balance: null,
  postings: [],
  statement: null,
  statementHash: null,
  ledger: null,
  ledgerHead: null,
};

async function closeOne(request: CloseRequest, tenant: Tenant, signer: Signer): Promise<ClosedTenant> {
  const { out, month } = request;
  const store = fileStore(join(out, 'entries'));
  const before = (await store.read(tenant.name)).map(({ posting }) => posting);
  const gathered = evidenceFor(
    { ...request, tenant },
    request.history,
    month,
    request.choice,
    request.events,
  );
  const evidence = withNotices(gathered, before);
  const results = resultsOf(evidence);
  const claims = request.claims.filter(claim => claim.tenant === tenant.name);
  const closed = await closeTenant(store, evidence, results, claims);
  const statement = await writeStatement(join(out, month), evidence, signer);
  const ledger = await writeLedger(join(out, 'ledgers'), store, tenant.name, evidence.currency, signer);
  return {
    tenant: tenant.name,
    plan: tenant.plan,
    ok: true,
    reason: null,
    promised: results.promised,
    uptime: results.uptime,
    kept: results.kept,
    creditPercent: results.credit.percent === null ? null : Number(results.credit.percent),
    credit: results.credit.amount,
    waiting: closed.waiting ?? null,
    ...(await booked(store, evidence)),
    postings: closed.postings.map(({ key }) => key),
    statement: join(out, month, `${tenant.name}.statement.${statement.revision}.json`),
    statementHash: statement.hash,
    ledger,
  };
}

async function attempt(request: CloseRequest, tenant: Tenant, signer: Signer): Promise<ClosedTenant> {
  try {
    return await closeOne(request, tenant, signer);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { tenant: tenant.name, plan: tenant.plan, ok: false, reason, ...NOTHING };
  }
}

function closedAs({ tenant, ok, reason, statement, statementHash, ledgerHead }: ClosedTenant) {
  const file = statement === null ? null : basename(statement);
  return { tenant, ok, reason, statement: file, statementHash, ledger: ledgerHead };
}

/** Closes a month for every tenant, one after the other, and signs the list of what came out. */
export async function closeMonth(request: CloseRequest) {
  const signer = localSigner(request.out);
  const tenants: ClosedTenant[] = [];
  for (const tenant of request.tenants) {
    request.progress(`closing ${request.month} for ${tenant.name}`);
    tenants.push(await attempt(request, tenant, signer));
  }
  const { environment, month, out } = request;
  const currency = request.agreement.currency;
  const posted = tenants.some(({ postings }) => postings.length > 0);
  const close: CloseFile | null = tenants.some(({ ok }) => ok)
    ? await addClose(out, { environment, month, tenants: tenants.map(closedAs) }, posted, signer)
    : null;
  return { environment, month, currency, out, close: close?.sequence ?? null, tenants };
}
