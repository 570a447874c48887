import { measuredTenants } from '../availability/measured-series.ts';
import { type Evidence, judge, type Subject, type TemplateResource, type Verdict } from '../evidence.ts';
import type { jsonAt } from '../incidents/found.ts';
import { written } from '../written-terms.ts';
import { maintenanceTerms, termsKey } from './rules.ts';

export const FUNCTION = 'AWS::Lambda::Function';
export const SCHEDULE = 'AWS::Scheduler::Schedule';

/** What the terms of a subject are handed over under, and how they should read there. */
export function expectedOf({ agreement, environment, plan, tenants }: Subject): {
  key: string;
  terms: unknown;
} {
  const [only] = tenants;
  const key = termsKey(plan, only?.terms && tenants.length === 1 ? only.name : undefined);
  return { key, terms: written(maintenanceTerms(agreement, environment)[key]) };
}

export function asJson(value: unknown): ReturnType<typeof jsonAt> {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

export function sameAs(
  resource: TemplateResource,
  path: readonly (string | number)[],
  given: ReturnType<typeof jsonAt>,
  expected: ReturnType<typeof jsonAt>,
): Evidence {
  const [is, wanted] = [JSON.stringify(given) ?? 'absent', JSON.stringify(expected) ?? 'nothing'];
  return { ...judge(resource, path, wanted, is === wanted), actual: is };
}

/** Asks where anything is measured; otherwise nothing could be left out of it. */
export function measured({ agreement, environment }: Subject, ask: () => Verdict): Verdict {
  if (measuredTenants(agreement, environment).length === 0)
    return { status: 'not-applicable', reason: 'nothing is measured' };
  return ask();
}
