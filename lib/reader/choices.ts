import type { Agreement, Choice } from '../promises/agreement.ts';
import type { JsonPath } from '../promises/evidence.ts';
import type { Problem } from '../promises/problem.ts';

/** The code of a choice that stands for itself: the source text is open, and no rule could have found it. */
const SOURCE_OPEN = 'COV-SOURCE-OPEN';

/**
 * Lets an agreement resolve what was found in it: a problem whose code one of its `choices` names becomes a
 * warning that says what was chosen. A choice that resolves nothing is a warning itself.
 */
export function applyChoices(agreement: Agreement, problems: readonly Problem[]): readonly Problem[] {
  return problems.map(problem => {
    const choice = choicesOf(agreement).find(item => resolves(agreement, item, problem));
    return choice === undefined ? problem : resolved(problem, choice);
  });
}

/** The open places that the agreement declares, and choices for something that is not there. */
export function choiceProblems(agreement: Agreement, problems: readonly Problem[]): readonly Problem[] {
  return choicesOf(agreement).flatMap((choice, index) => {
    if (choice.resolves === SOURCE_OPEN) return [openSource(choice, index)];
    if (ONLY_WITH_ENVIRONMENT.includes(choice.resolves)) return [];
    return problems.some(problem => resolves(agreement, choice, problem)) ? [] : [useless(choice, index)];
  });
}

/** Codes that the agreement alone never shows, so their choices cannot be called unused. */
const ONLY_WITH_ENVIRONMENT: readonly string[] = [
  'COV-PITR-SHARED',
  'COV-LOCK-DEVELOPMENT',
  'COV-BILLING-UNSTATED',
];

function choicesOf(agreement: Agreement): readonly Choice[] {
  return agreement.choices ?? [];
}

function resolves(agreement: Agreement, choice: Choice, problem: Problem): boolean {
  if (choice.resolves !== problem.code || problem.impossible === true) return false;
  if (choice.clause === undefined || problem.where === 'environment') return true;
  const near = clausesNear(agreement, problem.path);
  return near.length === 0 || near.includes(choice.clause);
}

/** The clauses of the term a path is in: those named on the way to it, and the id itself in the table. */
function clausesNear(agreement: Agreement, path: JsonPath): readonly string[] {
  if (path[0] === 'clauses') return [String(path[1])];
  const found: string[] = [];
  let at: unknown = agreement;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) break;
    at = Reflect.get(at, key);
    found.push(...clausesOf(at));
  }
  return found;
}

function clausesOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || !('clause' in value)) return [];
  return [value.clause].flat().filter(id => typeof id === 'string');
}

function resolved(problem: Problem, choice: Choice): Problem {
  return {
    ...problem,
    severity: 'warning',
    message: `${problem.message}; chosen: ${choice.chosen}`,
    fix: `nothing has to be done; the choice was made because: ${choice.because}`,
  };
}

function openSource(choice: Choice, index: number): Problem {
  return {
    code: SOURCE_OPEN,
    severity: 'warning',
    message: `the source text leaves it open: ${choice['text-says']} Chosen: ${choice.chosen}`,
    why: `${choice.clause ?? 'The source text'} can be read in more than one way. ${choice.because}`,
    fix: 'nothing has to be done; the customer should know of the choice',
    where: 'agreement',
    path: ['choices', index],
  };
}

function useless(choice: Choice, index: number): Problem {
  return {
    code: 'COV-CHOICE-UNUSED',
    severity: 'warning',
    message: `this choice resolves nothing: there is no ${choice.resolves}${choice.clause ? ` at ${choice.clause}` : ''}`,
    why: 'A choice that no longer has a question misleads whoever reads it.',
    fix: 'take it out, or correct its code or clause',
    where: 'agreement',
    path: ['choices', index, 'resolves'],
  };
}
