import { type Agreement, tenantTerms, termsOf } from './agreement.ts';
import type { Environment, Tenant } from './environment.ts';
import type { JsonPath } from './evidence.ts';
import type { Contradiction, Problem } from './problem.ts';
import type { TermName, Terms } from './terms.ts';

/** The terms that one plan, or one tenant with terms of its own, is held to. */
export interface View {
  readonly plan: string;
  /** Only for a tenant that has terms of its own. */
  readonly tenant: Tenant | undefined;
  readonly terms: Terms;
  /** Where a term is written: under the tenant, the plan or `every-plan`. */
  readonly placeOf: (term: TermName, ...below: JsonPath) => Pick<Problem, 'where' | 'path'>;
}

/** One view for every plan, and one for every tenant that agreed on terms of its own. */
export function viewsOf(agreement: Agreement, environment: Environment | undefined): readonly View[] {
  const plans = Object.keys(agreement.plans).map(plan => planView(agreement, plan));
  const tenants = environment?.tenants ?? [];
  return [...plans, ...tenants.flatMap((tenant, index) => tenantView(agreement, tenant, index))];
}

function planView(agreement: Agreement, plan: string): View {
  return {
    plan,
    tenant: undefined,
    terms: termsOf(agreement, plan),
    placeOf: (term, ...below) => ({
      where: 'agreement',
      path: [...sectionOf(agreement, plan, term), term, ...below],
    }),
  };
}

function sectionOf(agreement: Agreement, plan: string, term: TermName): JsonPath {
  return agreement.plans[plan]?.[term] === undefined ? ['every-plan'] : ['plans', plan];
}

function tenantView(agreement: Agreement, tenant: Tenant, index: number): View[] {
  const own = tenant.terms;
  if (own === undefined || !Object.hasOwn(agreement.plans, tenant.plan)) return [];
  const ofPlan = planView(agreement, tenant.plan);
  return [
    {
      plan: tenant.plan,
      tenant,
      terms: tenantTerms(agreement, tenant),
      placeOf: (term, ...below) =>
        own[term] === undefined
          ? ofPlan.placeOf(term, ...below)
          : { where: 'environment', path: ['tenants', index, 'terms', term, ...below] },
    },
  ];
}

/** A contradiction that shows within the terms of one plan or tenant. What several plans share is said once. */
export function perView(find: (view: View, agreement: Agreement) => readonly Problem[]): Contradiction {
  return (agreement, environment) =>
    once(viewsOf(agreement, environment).flatMap(view => find(view, agreement)));
}

/** Each problem once, however many plans lead to it. */
export function once(problems: readonly Problem[]): readonly Problem[] {
  const keyOf = ({ code, message, where, path }: Problem) => JSON.stringify([code, message, where, path]);
  return [...new Map(problems.map(problem => [keyOf(problem), problem])).values()];
}
