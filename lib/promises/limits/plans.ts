import { type Agreement, termsOf } from '../agreement.ts';
import type { Tenant } from '../environment.ts';
import type { LimitPlan, Limits } from './rules.ts';

/** The limits of one tenant: what was agreed with it alone, or else its plan's. */
export function limitsOfTenant(agreement: Agreement, tenant: Tenant): Limits | undefined {
  return tenant.terms?.limits ?? termsOf(agreement, tenant.plan).limits;
}

/** Every set of limits an API has to know: one per plan, and one per tenant with limits of its own. */
export function limitPlansOf(agreement: Agreement, tenants: readonly Tenant[]): readonly LimitPlan[] {
  const ofPlans = Object.keys(agreement.plans).flatMap(plan => {
    const limits = termsOf(agreement, plan).limits;
    return limits ? [{ plan, limits }] : [];
  });
  const ofTenants = tenants.flatMap(tenant => {
    const limits = tenant.terms?.limits;
    return limits ? [{ plan: tenant.plan, tenant: tenant.name, limits }] : [];
  });
  return [...ofPlans, ...ofTenants];
}
