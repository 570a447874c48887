import type { CountedPlan } from '../promises/limits/plans-setting.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Callers } from './callers.ts';

export interface Assignment {
  readonly tenant: string;
  readonly plan: string;
}

/** What assigning needs; the regions' order matters only in that the first makes the key's value. */
export interface AssignmentTools {
  readonly environment: string;
  readonly regions: readonly string[];
  /** The limits that will hold; undefined when the plan states none. */
  readonly plan: CountedPlan | undefined;
  /** The name of the usage plan it is put in, the same in every region. */
  readonly usagePlan: string;
  readonly keysIn: (region: string) => ApiKeys;
  readonly callersIn: (region: string) => Callers;
}

/** @throws TypeError when it is not `{"tenant": ..., "plan": ...}`. */
export function readAssignment(event: unknown): Assignment {
  if (typeof event === 'object' && event !== null && 'tenant' in event && 'plan' in event) {
    const { tenant, plan } = event;
    if (typeof tenant === 'string' && typeof plan === 'string') return { tenant, plan };
  }
  throw new TypeError('expected {"tenant": "...", "plan": "..."}');
}

/**
 * The same key value in every region, so that a customer's key works after a region failover. Every step can be
 * repeated: a crash in between is mended by calling it again.
 */
export async function assignKey(
  wanted: Assignment,
  tools: AssignmentTools,
): Promise<{ readonly keys: Readonly<Record<string, string>> }> {
  const ids: Record<string, string> = {};
  let value: string | undefined;
  for (const region of tools.regions) {
    const keys = tools.keysIn(region);
    const key = await keys.ensure(`${tools.environment}-${wanted.tenant}`, value);
    value = key.value;
    const { moved, planId } = await keys.move(key.id, tools.usagePlan);
    const calls = tools.plan?.calls;
    if (moved && calls && calls.window !== 'hour') await keys.setRemaining(planId, key.id, calls.calls);
    await tools.callersIn(region).put(key.value, { ...wanted, keyId: key.id });
    ids[region] = key.id;
  }
  return { keys: ids };
}
