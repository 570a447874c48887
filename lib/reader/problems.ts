import type { Agreement } from '../promises/agreement.ts';
import type { Environment } from '../promises/environment.ts';
import { PROMISES } from '../promises/index.ts';
import type { Problem } from '../promises/problem.ts';
import { applyChoices, choiceProblems } from './choices.ts';
import { placeProblems } from './environment-rules.ts';
import { referenceProblems, tenantReferences } from './references.ts';
import { tenantProblems } from './tenants.ts';
import { zoneProblems } from './zones.ts';

/** Everything that is wrong with an agreement as such, its choices applied. Pure. */
export function agreementProblems(agreement: Agreement): readonly Problem[] {
  const found = [...zoneProblems(agreement), ...contradictions(agreement, undefined)];
  return [
    ...referenceProblems(agreement),
    ...applyChoices(agreement, found),
    ...choiceProblems(agreement, found),
  ];
}

/** Everything that is wrong with an environment under its agreement, the agreement's choices applied. Pure. */
export function environmentProblems(agreement: Agreement, environment: Environment): readonly Problem[] {
  return [
    ...placeProblems(environment),
    ...tenantProblems(agreement, environment),
    ...tenantReferences(agreement, environment),
    ...applyChoices(agreement, contradictions(agreement, environment)),
  ];
}

function contradictions(agreement: Agreement, environment: Environment | undefined): readonly Problem[] {
  return PROMISES.flatMap(promise => promise.contradictions.flatMap(find => find(agreement, environment)));
}
