import { join } from 'node:path';
import { render } from '../ledger/document.ts';
import { hashOf } from '../ledger/entry.ts';
import { writeWhole } from '../ledger/folder.ts';
import {
  closeTenant,
  evidenceFor,
  fileStore,
  localSigner,
  type SeriesChoice,
  writeLedger,
  writeStatement,
} from '../ledger/index.ts';
import type { Signer } from '../ledger/signer.ts';
import { amountText, resultsOf } from '../ledger/statement.ts';
import type { Agreement } from '../promises/agreement.ts';
import type { History } from '../promises/availability/history.ts';
import { balanceOf, type Posting } from '../promises/credits/account.ts';
import type { Tenant } from '../promises/environment.ts';
import type { TenantClaim } from './close-claims.ts';

export interface CloseRequest {
  readonly environment: string;
  readonly agreement: Agreement;
  readonly tenants: readonly Tenant[];
  readonly history: History;
  readonly month: string;
  readonly choice: SeriesChoice;
  readonly claims: readonly TenantClaim[];
  readonly out: string;
  readonly progress: (text: string) => void;
}

/** What closing one tenant came to; a failed one carries its reason and does not stop the others. */
export interface ClosedTenant {
  readonly tenant: string;
  readonly plan: string;
  readonly ok: boolean;
  readonly reason: string | null;
  readonly uptime: string | null;
  readonly kept: boolean | null;
  readonly creditPercent: number | null;
  readonly credit: string | null;
  readonly waiting: string | null;
  readonly invoice: { number: number; gross: string; credited: string; total: string } | null;
  readonly balance: string | null;
  readonly postings: readonly string[];
  readonly statement: string | null;
  readonly statementHash: string | null;
  readonly ledger: string | null;
}

const NOTHING = {
  uptime: null,
  kept: null,
  creditPercent: null,
  credit: null,
  waiting: null,
  invoice: null,
  balance: null,
  postings: [],
  statement: null,
  statementHash: null,
  ledger: null,
};

function invoiceOf(postings: readonly Posting[], month: string, show: (minor: string) => string) {
  const found = postings.find(posting => posting.kind === 'invoice' && posting.period === month);
  if (found?.kind !== 'invoice') return null;
  const { number, gross, credited, total } = found;
  return { number, gross: show(gross), credited: show(credited), total: show(total) };
}

async function closeOne(request: CloseRequest, tenant: Tenant, signer: Signer): Promise<ClosedTenant> {
  const { out, month } = request;
  const store = fileStore(join(out, 'entries'));
  const evidence = evidenceFor({ ...request, tenant }, request.history, month, request.choice);
  const results = resultsOf(evidence);
  const claims = request.claims.filter(claim => claim.tenant === tenant.name);
  const closed = await closeTenant(store, evidence, results, claims);
  const statement = await writeStatement(join(out, month), evidence, signer);
  const ledger = await writeLedger(join(out, 'ledgers'), store, tenant.name, evidence.currency, signer);
  const postings = (await store.read(tenant.name)).map(({ posting }) => posting);
  const show = (minor: string) => amountText(BigInt(minor), evidence.currency);
  return {
    tenant: tenant.name,
    plan: tenant.plan,
    ok: true,
    reason: null,
    uptime: results.uptime,
    kept: results.kept,
    creditPercent: results.credit.percent === null ? null : Number(results.credit.percent),
    credit: results.credit.amount,
    waiting: closed.waiting ?? null,
    invoice: invoiceOf(postings, month, show),
    balance: show(balanceOf(postings).toString()),
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

/** Closes a month for every tenant, one after the other, and signs the list of what came out. */
export async function closeMonth(request: CloseRequest) {
  const signer = localSigner(request.out);
  const tenants: ClosedTenant[] = [];
  for (const tenant of request.tenants) {
    request.progress(`closing ${request.month} for ${tenant.name}`);
    tenants.push(await attempt(request, tenant, signer));
  }
  const { environment, month } = request;
  const currency = request.agreement.currency;
  const list = tenants.map(({ tenant, ok, reason, statementHash }) => ({
    tenant,
    ok,
    reason,
    statementHash,
  }));
  const manifest = { covenant: 'close', environment, month, tenants: list };
  if (tenants.some(({ ok }) => ok)) {
    const signature = await signer.sign(hashOf(manifest));
    writeWhole(join(request.out, month, 'close.json'), render({ ...manifest, signature }));
  }
  return { environment, month, currency, out: request.out, tenants };
}
