import { z } from 'zod';
import { type Agreement, tenantTerms } from '../agreement.ts';
import type { Environment, Tenant } from '../environment.ts';
import type { Terms } from '../terms.ts';
import { written } from '../written-terms.ts';
import type { Step } from './rules.ts';
import { step } from './schema.ts';

/** Those to whom the same steps were promised: the tenants of a plan, or one with terms of its own. */
export interface Party {
  /** Such as `plan-lean` or `tenant-falcon`. */
  readonly party: string;
  readonly tenants: readonly string[];
  readonly steps: Readonly<Record<string, Step>>;
}

export function partyName({ name, plan, terms }: Pick<Tenant, 'name' | 'plan' | 'terms'>): string {
  return terms?.performance ? `tenant-${name}` : `plan-${plan}`;
}

/** Everybody who was promised how long steps may take, in the order of the environment. */
export function partiesOf(agreement: Agreement, environment: Environment): readonly Party[] {
  const parties = new Map<string, { tenants: string[]; steps: Party['steps'] }>();
  for (const tenant of environment.tenants) {
    const steps = tenantTerms(agreement, tenant).performance?.steps;
    if (!steps) continue;
    const party = parties.get(partyName(tenant)) ?? { tenants: [], steps };
    party.tenants.push(tenant.name);
    parties.set(partyName(tenant), party);
  }
  return [...parties].map(([party, rest]) => ({ party, ...rest }));
}

/** A party as the schedule sends it: the steps as they are written. */
export function writtenParty({ party, tenants, steps }: Party) {
  return { party, tenants, steps: written(steps) };
}

const parties = z.object({
  parties: z.array(
    z.object({ party: z.string(), tenants: z.array(z.string()), steps: z.record(z.string(), step) }),
  ),
});

/** What measuring is asked for. @throws z.ZodError when it is not what the schedule sends. */
export function readParties(event: unknown): readonly Party[] {
  return parties.parse(event).parties;
}

/**
 * The shortest time in which work is stopped, over those who share a service: no call of theirs may run longer. In
 * seconds; undefined where none is.
 */
export function stoppedAfter(all: readonly Terms[]): number | undefined {
  const steps = all.flatMap(({ performance }) => Object.values(performance?.steps ?? {}));
  const limits = steps.filter(({ stops }) => stops === true).map(({ within }) => within.seconds);
  return limits.length === 0 ? undefined : Math.min(...limits);
}
