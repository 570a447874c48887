import { mapInTurns } from '../../lib/deployed/turns.ts';
import { serviceNames } from '../../lib/promises/access/names.ts';
import { termsOf } from '../../lib/promises/agreement.ts';
import type { Tenant } from '../../lib/promises/environment.ts';
import type { Limits } from '../../lib/promises/limits/rules.ts';
import { call, RECORDS } from './api.ts';
import { keyOf } from './keys.ts';
import type { Deployment, World } from './world.ts';

/** A tenant with its key, ready to call. */
export interface Caller {
  readonly deployment: Deployment;
  readonly tenant: Tenant;
  readonly limits: Limits | undefined;
  readonly host: string;
  readonly key: string;
  /** Calls the route that needs a key; gives the HTTP status. */
  readonly call: () => Promise<number>;
}

const known = new WeakMap<Deployment, Promise<readonly Caller[]>>();

/** One tenant for each set of limits of a deployment, on the API it really uses; each gets its key once. */
export function callersOf(world: World, deployment: Deployment): Promise<readonly Caller[]> {
  const before = known.get(deployment);
  if (before) return before;
  const tenants = distinct(deployment.environment.tenants);
  const callers = mapInTurns(tenants, 2, tenant => callerOf(world, deployment, tenant));
  known.set(deployment, callers);
  return callers;
}

function distinct(tenants: readonly Tenant[]): readonly Tenant[] {
  const seen = new Map<string, Tenant>();
  for (const tenant of tenants) {
    const key =
      tenant.placement === 'dedicated' || tenant.terms?.limits ? tenant.name : `plan ${tenant.plan}`;
    if (!seen.has(key)) seen.set(key, tenant);
  }
  return [...seen.values()];
}

async function callerOf(world: World, deployment: Deployment, tenant: Tenant): Promise<Caller> {
  const { agreement, environment } = deployment;
  const own = tenant.placement === 'dedicated' ? tenant.name : undefined;
  const host = serviceNames(environment, environment.primary.region, own).regional;
  const key = await keyOf(deployment, tenant);
  return {
    ...{ deployment, tenant, host, key },
    limits: tenant.terms?.limits ?? termsOf(agreement, tenant.plan).limits,
    call: async () => (await call(world.emulator.endpoint, host, RECORDS, key)).status,
  };
}

export const named = ({ deployment, tenant }: Caller) =>
  `${deployment.name}/${tenant.name} on ${tenant.plan}`;
