import { z } from 'zod';
import { CLAUSE_ID } from '../agreement/clause.ts';
import type { Agreement } from '../promises/agreement.ts';
import type { Environment } from '../promises/environment.ts';
import type { JsonPath } from '../promises/evidence.ts';
import type { Problem } from '../promises/problem.ts';
import { TERM_NAMES } from '../promises/terms.ts';
import { advise } from './nearest.ts';

/** Names that refer to something else in the agreement: clauses, components and terms. */
export function referenceProblems(agreement: Agreement): readonly Problem[] {
  const mentions = [
    ...mentionsIn(agreement['every-plan'], ['every-plan']),
    ...mentionsIn(agreement.plans, ['plans']),
  ];
  const inChoices = mentionsIn(agreement.choices, ['choices']);
  return [
    ...[...mentions, ...inChoices].flatMap(mention => unknownClause(agreement, mention, 'agreement')),
    ...unusedClauses(agreement, new Set(mentions.map(mention => mention.clause))),
    ...componentProblems(agreement),
    ...contractTerms(agreement),
  ];
}

/** The same for the terms that the environment agrees with single tenants. */
export function tenantReferences(agreement: Agreement, environment: Environment): readonly Problem[] {
  return mentionsIn(environment.tenants, ['tenants']).flatMap(mention =>
    unknownClause(agreement, mention, 'environment'),
  );
}

/** A place that names a clause. */
export interface Mention {
  readonly clause: string;
  readonly path: JsonPath;
}

const clauseField = z.union([z.string().transform(id => [id]), z.array(z.string())]);

/** Every `clause` key below a value. */
export function mentionsIn(value: unknown, path: JsonPath): readonly Mention[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) => mentionsIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    key === 'clause' ? named(item, [...path, key]) : mentionsIn(item, [...path, key]),
  );
}

function named(value: unknown, path: JsonPath): readonly Mention[] {
  const list = clauseField.safeParse(value);
  if (!list.success) return [];
  return list.data
    .filter(id => CLAUSE_ID.test(id))
    .map((clause, index) => ({ clause, path: Array.isArray(value) ? [...path, index] : path }));
}

function unknownClause(agreement: Agreement, mention: Mention, where: Problem['where']): Problem[] {
  const known = Object.keys(agreement.clauses);
  if (known.includes(mention.clause)) return [];
  return [
    {
      code: 'COV-CLAUSE-UNKNOWN',
      severity: 'error',
      message: `clause ${mention.clause} is not in the table \`clauses\``,
      why: 'Evidence is listed by clause; what belongs to none would be shown to nobody.',
      fix: `${advise(mention.clause, known)}, or add ${mention.clause} to the table`,
      where,
      path: mention.path,
    },
  ];
}

function unusedClauses(agreement: Agreement, used: ReadonlySet<string>): Problem[] {
  return Object.keys(agreement.clauses)
    .filter(id => !used.has(id))
    .map(id => ({
      code: 'COV-CLAUSE-UNUSED',
      severity: 'error' as const,
      message: `no term keeps clause ${id}`,
      why: 'A promise of the text that no term states would be neither enforced nor measured.',
      fix: `name it as \`clause: ${id}\` in the term that keeps it`,
      where: 'agreement' as const,
      path: ['clauses', id],
    }));
}

function componentProblems(agreement: Agreement): Problem[] {
  const known = Object.keys(agreement.components ?? {});
  const sections = [
    { terms: agreement['every-plan'], path: ['every-plan'] },
    ...Object.entries(agreement.plans).map(([name, terms]) => ({ terms, path: ['plans', name] })),
  ];
  return sections.flatMap(({ terms, path }) =>
    (terms?.availability?.components ?? []).flatMap((name, index) =>
      known.includes(name)
        ? []
        : [unknownComponent(name, known, [...path, 'availability', 'components', index])],
    ),
  );
}

function unknownComponent(name: string, known: readonly string[], path: JsonPath): Problem {
  return {
    code: 'COV-COMPONENT-UNKNOWN',
    severity: 'error',
    message: `component "${name}" is not under \`components\``,
    why: 'Only a component that is described there is probed, so its uptime could not be known.',
    fix: advise(name, known),
    where: 'agreement',
    path,
  };
}

function contractTerms(agreement: Agreement): Problem[] {
  return Object.entries(agreement.plans).flatMap(([plan, terms]) =>
    (terms['by-contract'] ?? []).flatMap((name, index) =>
      TERM_NAMES.some(known => known === name)
        ? []
        : [unknownTerm(name, ['plans', plan, 'by-contract', index])],
    ),
  );
}

function unknownTerm(name: string, path: JsonPath): Problem {
  return {
    code: 'COV-TERM-UNKNOWN',
    severity: 'error',
    message: `"${name}" is not a term that can be agreed by contract`,
    why: 'Each tenant of the plan has to state it, under the name of a term.',
    fix: advise(name, TERM_NAMES),
    where: 'agreement',
    path,
  };
}
