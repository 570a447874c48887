import {
  type Assembly,
  type AuditCheck,
  type Evidence,
  isList,
  isObject,
  type Json,
  type JsonObject,
  judge,
  judged,
  missing,
  resourcesOf,
  type Subject,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import type { TermName, Terms } from '../terms.ts';
import { written } from '../written-terms.ts';
import { contractTenants } from './contract.ts';

export const MACHINE = 'AWS::StepFunctions::StateMachine';
export const DEFINITION = ['Properties', 'DefinitionString'];

/** A resource of the month close. */
interface Wanted {
  readonly type: string;
  readonly role: string;
  /** Whose it is marked to be. @default 'credits' */
  readonly promise?: TermName;
}

/** Asks about the month close; a plan that nobody is on has no month to close. */
export function perPlan(
  subject: Subject,
  assembly: Assembly,
  { promise = 'credits', type, role }: Wanted,
  ask: (resource: TemplateResource) => readonly Evidence[],
): Verdict {
  if (tenantsOf(subject).length === 0) {
    return { status: 'not-applicable', reason: 'nobody is on this plan whose months are closed' };
  }
  const found = resourcesOf(assembly, type, { promise, role });
  return judged(found.flatMap(ask), missing(role, type));
}

/** The value below an object, key by key. */
export function below(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>((at, key) => (isObject(at) ? at[key] : undefined), value);
}

/** The definition of a state machine, as JSON. */
export function definitionOf(machine: TemplateResource): JsonObject {
  const text = valueAt(machine, DEFINITION);
  const value: Json = typeof text === 'string' ? JSON.parse(text) : {};
  return isObject(value) ? value : {};
}

/** The tenants of a subject that share its terms: those with terms of their own are asked about by themselves. */
export function tenantsOf({ agreement, environment, tenants }: Subject) {
  const names = new Set(tenants.map(({ name }) => name));
  return contractTenants(agreement, environment).filter(({ name }) => names.has(name));
}

/** What the close of a tenant's month is given of its terms. */
function givenTerms(machine: TemplateResource, name: string): Json | undefined {
  const close = below(definitionOf(machine), 'States', 'Each', 'ItemProcessor', 'States', 'Close');
  return below(close, 'Arguments', 'Payload', 'contract', 'terms', name);
}

/** What the close lists of a tenant; undefined where it lists none of that name. */
export function listedTenant(machine: TemplateResource, name: string): JsonObject | undefined {
  const all = below(definitionOf(machine), 'States', 'Tenants', 'Output', 'tenants');
  return isList(all) ? all.filter(isObject).find(tenant => tenant.name === name) : undefined;
}

/** Proves that the month close computes with a part of the terms exactly as it was agreed. */
export function asAgreed(
  rule: string,
  term: string,
  says: string,
  part: (terms: Terms) => unknown,
): AuditCheck {
  const keys = term.split('.');
  return {
    rule,
    term,
    says,
    run: (subject, assembly) =>
      perPlan(subject, assembly, { type: MACHINE, role: 'month-close' }, machine =>
        tenantsOf(subject).map(tenant => {
          const expected = JSON.stringify(written(part(subject.terms)));
          const given = below(givenTerms(machine, tenant.terms), ...keys);
          return {
            ...judge(machine, DEFINITION, `${term} of ${tenant.name}: ${expected}`, sameAs(given, expected)),
            actual: JSON.stringify(given) ?? 'absent',
          };
        }),
      ),
  };
}

function sameAs(given: Json | undefined, expected: string): boolean {
  return JSON.stringify(given) === expected;
}
