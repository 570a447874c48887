import { type Agreement, termsOf } from '../promises/agreement.ts';
import type { Environment, Tenant } from '../promises/environment.ts';
import type { Subject } from '../promises/evidence.ts';
import { TERM_NAMES, type TermName, type Terms } from '../promises/terms.ts';

/**
 * What the checks are asked about: one subject per plan, and one more for each tenant with whom terms of its
 * own were agreed. Such a term replaces the plan's whole, as a plan's replaces the one of every plan.
 */
export function subjectsOf(agreement: Agreement, environment: Environment): readonly Subject[] {
  return Object.keys(agreement.plans).flatMap(plan => {
    const tenants = environment.tenants.filter(tenant => tenant.plan === plan);
    const ordinary = tenants.filter(tenant => !tenant.terms);
    const special = tenants.filter(tenant => tenant.terms);
    const base = { agreement, environment, plan };
    const terms = termsOf(agreement, plan);
    const shared: Subject[] =
      ordinary.length > 0 || special.length === 0 ? [{ ...base, terms, tenants: ordinary }] : [];
    return [
      ...shared,
      ...special.map(tenant => ({ ...base, terms: withOwn(terms, tenant), tenants: [tenant] })),
    ];
  });
}

function withOwn(terms: Terms, tenant: Tenant): Terms {
  const merged: Terms = { ...terms };
  for (const name of TERM_NAMES) take(merged, tenant.terms, name);
  return merged;
}

function take<K extends TermName>(into: Terms, from: Terms | undefined, name: K): void {
  const value: Terms[K] | undefined = from?.[name];
  if (value !== undefined) into[name] = value;
}
