import type { Environment } from '../environment.ts';

/** The stage of every API. */
export const STAGE_NAME = 'live';

/** Names under which an environment's service is reached, the same rule at synthesis and at run time. */
export interface ServiceNames {
  /** What customers call. */
  readonly customer: string;
  /** Always this region's service: what health checks call. */
  readonly regional: string;
  /** Where the customer's name leads while this region serves it. */
  readonly entry: string;
}

/** The names in one region; those of a dedicated tenant begin with the tenant's. */
export function serviceNames(environment: Environment, region: string, tenant?: string): ServiceNames {
  const customer = tenant ? `${tenant}.${environment.domain.name}` : environment.domain.name;
  return { customer, regional: `${region}.${customer}`, entry: `entry-${region}.${customer}` };
}

/** The name of an API and of what belongs to it: the environment's, or that of one dedicated tenant. */
export function serviceName(environment: string, tenant?: string): string {
  return tenant ? `${environment}-${tenant}-service` : `${environment}-service`;
}
