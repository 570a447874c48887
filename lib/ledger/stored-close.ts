import { CovenantError } from '../agreement/errors.ts';
import type { Reach, Seen } from '../promises/availability/collected.ts';
import { historyOfStored, windowToClose } from '../promises/availability/collecting.ts';
import type { Exclusion } from '../promises/availability/exclusions.ts';
import { isoOf, type Month, monthOf } from '../promises/availability/month.ts';
import { chooseSeries } from '../promises/availability/series.ts';
import type { Interval } from '../promises/availability/spans.ts';
import { type CloseRequest, type Contract, requestedMonth } from '../promises/credits/contract.ts';
import { balanceOf } from '../promises/credits/postings.ts';
import { windowOfSteps } from '../promises/performance/month.ts';
import type { StepEvent } from '../promises/performance/rules.ts';
import { closeTenant } from './close.ts';
import { render, type StatementFile, signLedger, signStatement } from './document.ts';
import { hashOf } from './entry.ts';
import { type Evidence, evidenceHistory, evidenceSchema } from './evidence-shape.ts';
import { statementPage } from './page.ts';
import type { Signer } from './signer.ts';
import { resultsOf } from './statement.ts';
import { stepEvidence } from './steps.ts';
import type { LedgerStore } from './store.ts';
import { subscriptionEvidence, withNotices } from './subscriptions.ts';
import { readTerms, type WrittenTerms } from './written-terms.ts';

/** The history of what was collected. */
export interface CollectedHistory {
  readonly reach: (series: string) => Promise<Reach | undefined>;
  readonly read: (series: string, window: Interval) => Promise<Seen>;
  readonly exclusions: () => Promise<readonly Exclusion[]>;
}

/** Where documents are handed over, for good: none is ever changed or deleted. */
export interface Shelf {
  /** The latest revision of a tenant's statement for a month. */
  readonly latest: (month: string, tenant: string) => Promise<StatementFile | undefined>;
  /** False when something lies there already; nothing was written then. */
  readonly put: (path: string, text: string) => Promise<boolean>;
}

export interface CloseTools {
  readonly history: CollectedHistory;
  readonly ledger: LedgerStore;
  readonly shelf: Shelf;
  readonly signer: Signer;
  /** The events of work, where times of steps were promised; epoch milliseconds. */
  readonly steps?: (tenant: string, from: number, until: number) => Promise<readonly StepEvent[]>;
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

/** A month whose time was not collected whole cannot be closed yet; the next attempt can. */
export class NotCollectedError extends CovenantError {
  override readonly name = 'NotCollectedError';
}

/** Reads what was collected of a tenant's components. @throws NotCollectedError when that is not all yet. */
async function storedHistory({ history }: CloseTools, { tenant }: CloseRequest, window: Interval) {
  const stored = await Promise.all(
    Object.entries(tenant.series).map(async ([component, series]) => {
      const reach = await history.reach(series);
      if (!reach || reach.until < window[1]) {
        const so = reach ? `only until ${isoOf(reach.until)}` : 'not at all';
        throw new NotCollectedError(
          `${series} is collected ${so}; the month can be closed when it is until ${isoOf(window[1])}`,
        );
      }
      return [component, { reach, seen: await history.read(series, window) }] as const;
    }),
  );
  return historyOfStored(new Map(stored), await history.exclusions(), window);
}

/** The events that decide a month. @throws NotCollectedError while some of them may still happen. */
async function storedSteps({ steps }: CloseTools, { tenant, at }: CloseRequest, month: Month) {
  const [from, until] = windowOfSteps(month.window);
  if (Date.parse(at) < until * 1000) {
    throw new NotCollectedError(`the steps of ${month.name} are decided at ${isoOf(until)}`);
  }
  return steps?.(tenant.name, from * 1000, until * 1000);
}

async function evidenceOf(tools: CloseTools, request: CloseRequest, month: string): Promise<Evidence> {
  const { contract, tenant } = request;
  const window = windowToClose(monthOf(month, contract.zone));
  const history = await storedHistory(tools, request, window);
  const chosen = chooseSeries(history, Object.keys(tenant.series));
  const terms = termsIn(contract, tenant.terms);
  const { environment, agreement, version, zone, currency } = contract;
  const promised = readTerms(terms);
  const events = promised.performance && (await storedSteps(tools, request, monthOf(month, zone)));
  const evidence = evidenceSchema.parse({
    ...{ environment, agreement, version, zone, currency, terms, month },
    tenant: tenant.name,
    plan: tenant.plan,
    size: tenant.size,
    subscriptions: tenant.subscriptions.map(agreed =>
      subscriptionEvidence(agreed, termsIn(contract, agreed.terms)),
    ),
    history: { ...evidenceHistory(chosen.history, month, zone), notes: [...chosen.notes] },
    ...stepEvidence(promised, events, month, zone),
  });
  const entries = await tools.ledger.read(tenant.name);
  return withNotices(
    evidence,
    entries.map(({ posting }) => posting),
  );
}

function termsIn({ terms }: Contract, name: string): WrittenTerms {
  const found = terms[name];
  if (!found) throw new CovenantError(`the contract has no terms ${name}`);
  return found;
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
  const evidence = await evidenceOf(tools, request, month);
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
