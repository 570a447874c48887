import type { z } from 'zod';
import type { Problem } from '../promises/problem.ts';
import { issueProblems } from './issues.ts';
import type { LocatedProblem, Source } from './located.ts';
import type { ParsedYaml } from './yaml.ts';

export interface Conformed<T> {
  readonly value: T | undefined;
  readonly problems: readonly LocatedProblem[];
  /** Gives a problem of this file its place. */
  readonly locate: (problem: Problem) => LocatedProblem;
}

/** Holds a parsed file against a schema; every refusal becomes a problem with its place. */
export function conform<T extends z.ZodType>(
  schema: T,
  parsed: ParsedYaml,
  where: Problem['where'],
): Conformed<z.output<T>> {
  const locate = (problem: Problem) => located(parsed.source, problem, 'value');
  const own = parsed.problems.map(problem => ({ ...problem, where }));
  if (parsed.value === undefined) return { value: undefined, problems: own, locate };
  const result = schema.safeParse(parsed.value);
  if (result.success) return { value: result.data, problems: own, locate };
  const refused = issueProblems(result.error.issues, { schema, value: parsed.value, where });
  const found = refused.map(({ problem, part }) => located(parsed.source, problem, part));
  return { value: undefined, problems: [...own, ...found], locate };
}

export function located(source: Source, problem: Problem, part: 'key' | 'value'): LocatedProblem {
  return { ...problem, file: source.file, ...source.placeOf(problem.path, part) };
}
