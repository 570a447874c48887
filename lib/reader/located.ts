import type { Problem } from '../promises/problem.ts';

/** A place in a text, counted from 1 as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A problem with the file, line and column a person has to look at. */
export interface LocatedProblem extends Problem, Place {
  readonly file: string;
}

/** A file as it was read, able to say where in it a value is. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** The place of what stands at a path: of its key, or of its value. The nearest parent when there is none. */
  readonly placeOf: (path: Problem['path'], part?: 'key' | 'value') => Place;
}

/** By place, then code, so that the same input always gives the same list. */
export function inOrder(problems: readonly LocatedProblem[]): readonly LocatedProblem[] {
  const unique = new Map(problems.map(problem => [keyOf(problem), problem]));
  return [...unique.values()].toSorted(
    (a, b) =>
      compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.code, b.code),
  );
}

function keyOf(problem: LocatedProblem): string {
  return JSON.stringify([problem.file, problem.line, problem.column, problem.code, problem.message]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(problem => problem.severity === 'error');
}
