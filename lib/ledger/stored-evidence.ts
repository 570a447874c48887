import { CovenantError } from '../agreement/errors.ts';
import type { Reach, Seen } from '../promises/availability/collected.ts';
import { historyOfStored, windowToClose } from '../promises/availability/collecting.ts';
import type { Exclusion } from '../promises/availability/exclusions.ts';
import { isoOf, type Month, monthOf } from '../promises/availability/month.ts';
import { chooseSeries } from '../promises/availability/series.ts';
import { joinSources } from '../promises/availability/sources.ts';
import type { Interval } from '../promises/availability/spans.ts';
import type { CloseRequest, Contract } from '../promises/credits/contract.ts';
import { windowOfSteps } from '../promises/performance/month.ts';
import type { StepEvent } from '../promises/performance/rules.ts';
import { type Evidence, evidenceHistory, evidenceSchema } from './evidence-shape.ts';
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

/** Where evidence is gathered from. */
export interface EvidenceTools {
  readonly history: CollectedHistory;
  readonly ledger: LedgerStore;
  /** The events of work, where times of steps were promised; epoch milliseconds. */
  readonly steps?: (tenant: string, from: number, until: number) => Promise<readonly StepEvent[]>;
}

/** A month whose time was not collected whole cannot be closed yet; the next attempt can. */
export class NotCollectedError extends CovenantError {
  override readonly name = 'NotCollectedError';
}

/** Reads what was collected of a tenant's components. @throws NotCollectedError when that is not all yet. */
async function storedHistory({ history }: EvidenceTools, { tenant }: CloseRequest, window: Interval) {
  const stored = await Promise.all(
    Object.entries(tenant.series).map(async ([component, series]) => {
      const reach = await history.reach(series);
      if (!reach || reach.until < window[1]) {
        const so = reach ? `only until ${isoOf(reach.until)}` : 'not at all';
        throw new NotCollectedError(
          `${series} is collected ${so}; the month can be closed when it is until ${isoOf(window[1])}`,
        );
      }
      const seen = await history.read(series, window);
      const joined = tenant.joined?.[component];
      const more = await Promise.all((joined?.series ?? []).map(name => history.read(name, window)));
      return [
        component,
        { reach, seen: joined ? joinSources(joined.downWhen, [seen, ...more]) : seen },
      ] as const;
    }),
  );
  return historyOfStored(new Map(stored), await history.exclusions(), window);
}

/** The events that decide a month. @throws NotCollectedError while some of them may still happen. */
async function storedSteps({ steps }: EvidenceTools, { tenant, at }: CloseRequest, month: Month) {
  const [from, until] = windowOfSteps(month.window);
  if (Date.parse(at) < until * 1000) {
    throw new NotCollectedError(`the steps of ${month.name} are decided at ${isoOf(until)}`);
  }
  return steps?.(tenant.name, from * 1000, until * 1000);
}

/**
 * Gathers what one tenant's statement for a month is computed from, with the notices of its ledger.
 * @throws NotCollectedError when the month is not over, or what happened in it is not all collected yet.
 */
export async function storedEvidence(
  tools: EvidenceTools,
  request: CloseRequest,
  month: string,
): Promise<Evidence> {
  const { contract, tenant } = request;
  const calendar = monthOf(month, contract.zone);
  if (Date.parse(request.at) < calendar.window[1] * 1000)
    throw new NotCollectedError(`${month} is not over before ${isoOf(calendar.window[1])}`);
  const window = windowToClose(calendar);
  const history = await storedHistory(tools, request, window);
  const chosen = chooseSeries(history, Object.keys(tenant.series));
  const terms = termsIn(contract, tenant.terms);
  const { environment, agreement, version, zone, currency } = contract;
  const promised = readTerms(terms);
  const events = promised.performance && (await storedSteps(tools, request, calendar));
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
