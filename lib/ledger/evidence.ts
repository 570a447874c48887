import { type Agreement, tenantTerms } from '../promises/agreement.ts';
import type { History } from '../promises/availability/history.ts';
import { chooseSeries } from '../promises/availability/series.ts';
import type { Tenant } from '../promises/environment.ts';
import type { StepEvent } from '../promises/performance/rules.ts';
import { sizeOf, subscriptionsOf } from '../promises/subscription/agreed.ts';
import { type Evidence, evidenceHistory, evidenceSchema } from './evidence-shape.ts';
import { stepEvidence } from './steps.ts';
import { subscriptionEvidence } from './subscriptions.ts';
import { writtenTerms } from './written-terms.ts';

/** How series of a history are chosen for components, as the command line says. */
export interface SeriesChoice {
  readonly map?: Readonly<Record<string, string>>;
  readonly series?: readonly string[];
}

/** Gathers what one tenant's statement for one month is computed from. */
export function evidenceFor(
  place: { readonly environment: string; readonly agreement: Agreement; readonly tenant: Tenant },
  history: History,
  month: string,
  choice: SeriesChoice = {},
  events?: readonly StepEvent[],
): Evidence {
  const { agreement, tenant } = place;
  const terms = tenantTerms(agreement, tenant);
  const components = terms.availability?.components ?? Object.keys(agreement.components ?? {});
  const chosen = chooseSeries(history, components, choice);
  const own = events?.filter(event => event.tenant === tenant.name);
  return evidenceSchema.parse({
    environment: place.environment,
    agreement: agreement.agreement,
    version: agreement.version,
    tenant: tenant.name,
    plan: tenant.plan,
    month,
    zone: agreement.zone,
    currency: agreement.currency,
    terms: writtenTerms(terms),
    size: sizeOf(tenant, terms),
    subscriptions: subscriptionsOf(agreement, tenant).map(agreed =>
      subscriptionEvidence(agreed, writtenTerms(agreed.terms)),
    ),
    history: {
      ...evidenceHistory(chosen.history, month, agreement.zone),
      notes: [...history.notes, ...chosen.notes],
    },
    ...stepEvidence(terms, own, month, agreement.zone),
  });
}
