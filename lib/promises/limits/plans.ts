import { type Agreement, termsOf } from '../agreement.ts';
import type { Environment, Tenant } from '../environment.ts';
import type { LimitPlan } from './rules.ts';

/** The limits that the shared API has to know: one set per plan, and one per pooled tenant with limits of its own. */
export function sharedLimitPlans(agreement: Agreement, environment: Environment): readonly LimitPlan[] {
  const ofPlans = Object.keys(agreement.plans).map(plan => ({
    plan,
    limits: termsOf(agreement, plan).limits,
  }));
  const ofTenants = environment.tenants.filter(
    tenant => tenant.placement === 'pooled' && tenant.terms?.limits,
  );
  return [...ofPlans, ...ofTenants.map(tenant => tenantLimitPlan(agreement, tenant))];
}

/** The limits of one tenant: what was agreed with it alone, or else its plan's. */
export function tenantLimitPlan(agreement: Agreement, tenant: Tenant): LimitPlan {
  const limits = tenant.terms?.limits ?? termsOf(agreement, tenant.plan).limits;
  return { plan: tenant.plan, tenant: tenant.name, limits };
}

/** Every set of limits of an environment, whichever API it belongs to. */
export function allLimitPlans(agreement: Agreement, environment: Environment): readonly LimitPlan[] {
  const dedicated = environment.tenants.filter(tenant => tenant.placement === 'dedicated');
  return [
    ...sharedLimitPlans(agreement, environment),
    ...dedicated.map(tenant => tenantLimitPlan(agreement, tenant)),
  ];
}
