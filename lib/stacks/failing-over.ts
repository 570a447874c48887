import { type Agreement, tenantTerms, termsOf } from '../promises/agreement.ts';
import { isKeptAway } from '../promises/backups/rules.ts';
import { dedicatedPool, type Pool, sharedPools } from '../promises/databases/pools.ts';
import type { Environment, Tenant } from '../promises/environment.ts';
import { regionFailoverWithin } from '../promises/failover/rules.ts';
import type { Terms } from '../promises/terms.ts';
import { isRestorable } from './restorable.ts';

/** The route that is asked where no component names one. */
export const HEALTH_PATH = '/v1/health';

/** What was promised to whoever calls a front: one dedicated tenant, or all who share it. */
export function termsOfCallers(
  agreement: Agreement,
  environment: Environment,
  tenant: Tenant | undefined,
): readonly Terms[] {
  if (tenant) return [tenantTerms(agreement, tenant)];
  return sharedPools(agreement, environment).flatMap(pool => [
    ...pool.plans.map(plan => termsOf(agreement, plan)),
    ...pool.tenants.map(each => tenantTerms(agreement, each)),
  ]);
}

/** The databases behind a front. */
export function poolsBehind(
  agreement: Agreement,
  environment: Environment,
  tenant: Tenant | undefined,
): readonly Pool[] {
  return tenant ? [dedicatedPool(agreement, tenant)] : sharedPools(agreement, environment);
}

/**
 * Whether a front's failover to the other region is run by the failover machine: its databases are ours, and all of
 * them can be restored there. The traffic of any other moves by its health alone.
 */
export function failsOver(
  agreement: Agreement,
  environment: Environment,
  tenant: Tenant | undefined,
): boolean {
  if ('address' in environment.service) return false;
  if (regionFailoverWithin(termsOfCallers(agreement, environment, tenant)) === undefined) return false;
  const pools = poolsBehind(agreement, environment, tenant);
  return pools.length > 0 && pools.every(pool => isKeptAway(pool.terms) && isRestorable(pool, environment));
}
