import { type Agreement, termsOf } from '../promises/agreement.ts';
import type { History } from '../promises/availability/history.ts';
import { chooseSeries } from '../promises/availability/series.ts';
import type { Tenant } from '../promises/environment.ts';
import type { Terms } from '../promises/terms.ts';
import { type Evidence, evidenceHistory, evidenceSchema } from './evidence-shape.ts';
import { writtenTerms } from './written-terms.ts';

/** The terms of a tenant: its plan's, and what was agreed with it alone in their place. */
function termsOfTenant(agreement: Agreement, tenant: Tenant): Terms {
  const own = Object.fromEntries(Object.entries(tenant.terms ?? {}).filter(([, term]) => term !== undefined));
  return { ...termsOf(agreement, tenant.plan), ...own };
}

/** How series of a history are chosen for components, as the command line says. */
export interface SeriesChoice {
  readonly map?: Readonly<Record<string, string>>;
  readonly series?: readonly string[];
}

/** A tenant's capacity where the agreement has a size of that name. */
function sizeOf({ capacity }: Tenant, terms: Terms): string | null {
  return typeof capacity === 'string' && terms.capacity?.sizes[capacity] ? capacity : null;
}

/** Gathers what one tenant's statement for one month is computed from. */
export function evidenceFor(
  place: { readonly environment: string; readonly agreement: Agreement; readonly tenant: Tenant },
  history: History,
  month: string,
  choice: SeriesChoice = {},
): Evidence {
  const { agreement, tenant } = place;
  const terms = termsOfTenant(agreement, tenant);
  const components = terms.availability?.components ?? Object.keys(agreement.components ?? {});
  const chosen = chooseSeries(history, components, choice);
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
    subscription: { signedUp: tenant['signed-up'] ?? null, terminated: null },
    history: {
      ...evidenceHistory(chosen.history, month, agreement.zone),
      notes: [...history.notes, ...chosen.notes],
    },
  });
}
