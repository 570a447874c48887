import type { Environment, Tenant } from '../environment.ts';
import type { Terms } from '../terms.ts';

/** Whether compute, storage and keys of their own were promised (NODE-4). */
export function isDedicated(terms: Terms): boolean {
  return terms.isolation?.compute === 'dedicated';
}

/** The name of the stack that has everything of one dedicated tenant. */
export function tenantStackName(
  environment: Pick<Environment, 'environment'>,
  tenant: Pick<Tenant, 'name'>,
): string {
  return `${environment.environment}-tenant-${tenant.name}`;
}
