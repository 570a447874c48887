import { type Agreement, tenantTerms, termsOf } from '../agreement.ts';
import type { Environment, Tenant } from '../environment.ts';
import type { Marks, TemplateResource } from '../evidence.ts';
import type { Terms } from '../terms.ts';
import { strongest } from './strongest.ts';

/**
 * Whom one database serves: the pooled tenants of a plan (or of all plans), or one dedicated tenant. Everything that
 * protects the data (database, key, vault, backup plan) exists once per pool, because AWS keeps one recovery window
 * per database (fact 6): plans with different promises cannot share one without all getting the strongest.
 */
export interface Pool {
  /** Unique in its environment; physical names are built from it. */
  readonly name: string;
  readonly plans: readonly string[];
  readonly tenants: readonly Tenant[];
  /** Set for a dedicated pool: the one tenant's name. */
  readonly tenant?: string | undefined;
  /** The strongest of what its plans and tenants were promised. */
  readonly terms: Terms;
}

/** The databases that several tenants share: one per plan, or one for all when the environment says `shared`. */
export function sharedPools(agreement: Agreement, environment: Environment): readonly Pool[] {
  const plans = Object.keys(agreement.plans).filter(plan => isPooled(agreement, environment, plan));
  const groups = environment.databases === 'shared' ? [plans] : plans.map(plan => [plan]);
  return groups.filter(group => group.length > 0).map(group => sharedPool(agreement, environment, group));
}

/** The databases of tenants in a stack of their own. */
export function dedicatedPools(agreement: Agreement, environment: Environment): readonly Pool[] {
  return environment.tenants
    .filter(tenant => tenant.placement === 'dedicated')
    .map(tenant => dedicatedPool(agreement, tenant));
}

export function dedicatedPool(agreement: Agreement, tenant: Tenant): Pool {
  const terms = tenantTerms(agreement, tenant);
  return {
    name: `tenant-${tenant.name}`,
    plans: [tenant.plan],
    tenants: [tenant],
    tenant: tenant.name,
    terms,
  };
}

/** Every pool of an environment. */
export function poolsOf(agreement: Agreement, environment: Environment): readonly Pool[] {
  return [...sharedPools(agreement, environment), ...dedicatedPools(agreement, environment)];
}

/**
 * A plan has a shared database when somebody on it is pooled, or when nobody is on it yet and it does not promise
 * dedicated compute: it is then ready for its first customer.
 */
function isPooled(agreement: Agreement, environment: Environment, plan: string): boolean {
  const placements = environment.tenants
    .filter(tenant => tenant.plan === plan)
    .map(tenant => tenant.placement);
  if (placements.length > 0) return placements.includes('pooled');
  return termsOf(agreement, plan).isolation?.compute !== 'dedicated';
}

function sharedPool(agreement: Agreement, environment: Environment, plans: readonly string[]): Pool {
  const tenants = environment.tenants.filter(
    tenant => tenant.placement === 'pooled' && plans.includes(tenant.plan),
  );
  const promised = [
    ...plans.map(plan => termsOf(agreement, plan)),
    ...tenants.map(tenant => tenantTerms(agreement, tenant)),
  ];
  const [only] = plans;
  const name = environment.databases === 'per-plan' && only ? only : 'shared';
  return { name, plans, tenants, terms: strongest(promised) };
}

/** The marks of everything that belongs to a pool. A database shared by several plans names none of them. */
export function marksOf(pool: Pool): Pick<Marks, 'plan' | 'tenant'> {
  const [only] = pool.plans;
  return { plan: pool.plans.length === 1 ? only : undefined, tenant: pool.tenant };
}

/** Whether a resource is marked as belonging to exactly this pool. */
export function belongsTo(resource: TemplateResource, pool: Pool): boolean {
  const marks = marksOf(pool);
  return resource.marks.plan === marks.plan && resource.marks.tenant === marks.tenant;
}
