import {
  type Assembly,
  type Evidence,
  type Json,
  judged,
  resourcesOf,
  type Subject,
  type TemplateResource,
  type Verdict,
} from '../evidence.ts';
import { type Party, partiesOf, partyName } from './parties.ts';

export const TABLE = 'AWS::DynamoDB::GlobalTable';
const OURS = { promise: 'performance' } as const;

/** The parties that a subject's tenants belong to. */
export function partiesFor({ agreement, environment, tenants }: Subject): readonly Party[] {
  const names = new Set(tenants.map(partyName));
  return partiesOf(agreement, environment).filter(({ party }) => names.has(party));
}

/** Asks about the resources that measure; a plan that nobody is on has nothing to measure. */
export function measured(subject: Subject, wanted: Evidence, ask: () => readonly Evidence[]): Verdict {
  if (partiesFor(subject).length === 0) return { status: 'not-applicable', reason: 'nobody is on this plan' };
  return judged(ask(), wanted);
}

/** The resources of a role, in the region where the service runs. */
export function resourcesFor(
  subject: Subject,
  assembly: Assembly,
  type: string,
  role: string,
): readonly TemplateResource[] {
  const { region } = subject.environment.primary;
  return resourcesOf(assembly, type, { ...OURS, role }).filter(resource => resource.region === region);
}

export function refersTo(value: Json | undefined, resource: TemplateResource): boolean {
  return JSON.stringify(value ?? null).includes(`"${resource.logicalId}"`);
}
