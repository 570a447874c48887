import type { Environment } from '../promises/environment.ts';
import type { Change } from './compare.ts';

/** The customers of one plan that a change concerns. */
export interface Told {
  readonly plan: string;
  readonly tenants: readonly string[];
}

/** Who must hear of the changes before they hold (AGENT-19): the plans concerned, and their tenants by name. */
export function whoIsTold(changes: readonly Change[], environments: readonly Environment[]): readonly Told[] {
  const concerned = changes.filter(change => change.direction !== 'neutral');
  const plans = [...new Set(concerned.flatMap(change => change.plans))];
  const tenants = environments.flatMap(environment => environment.tenants);
  return plans.map(plan => ({
    plan,
    tenants: [...new Set(tenants.filter(tenant => tenant.plan === plan).map(tenant => tenant.name))],
  }));
}
