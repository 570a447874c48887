import { z } from 'zod';
import { directionOf, type Marked } from '../agreement/direction.ts';
import { alternatives, below } from '../agreement/shape.ts';
import { type Direction, judge } from './judge.ts';
import { matched } from './lists.ts';
import { isRecord, isUnit, saysTheSame, written } from './units.ts';

/** One difference between two values, with the clause of the term around it. */
export interface Difference {
  readonly clause: string | null;
  readonly path: readonly (string | number)[];
  readonly from: string | null;
  readonly to: string | null;
  readonly direction: Direction;
}

interface Step {
  readonly schema: z.ZodType | undefined;
  readonly from: unknown;
  readonly to: unknown;
  readonly path: readonly (string | number)[];
  readonly clause: string | null;
}

/** Walks a schema and two values of it, and judges every difference by the mark of its schema. */
export function differences(schema: z.ZodType, from: unknown, to: unknown): readonly Difference[] {
  return walk({ schema, from, to, path: [], clause: null });
}

function walk(step: Step): readonly Difference[] {
  const { from, to } = step;
  if (saysTheSame(from, to)) return [];
  const here = { ...step, clause: clauseOf(to) ?? clauseOf(from) ?? step.clause };
  if (isGroup(from) && isGroup(to)) return walkKeys(here, from, to);
  if (isListOfGroups(from) && isListOfGroups(to)) return walkList(here, from, to);
  return [leaf(here)];
}

function walkKeys(step: Step, from: Group, to: Group): readonly Difference[] {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return keys.flatMap(key =>
    walk({
      ...step,
      schema: step.schema && below(step.schema, key),
      from: from[key],
      to: to[key],
      path: [...step.path, key],
    }),
  );
}

function walkList(step: Step, from: readonly Group[], to: readonly Group[]): readonly Difference[] {
  const direction = markOf(step.schema)?.better;
  const element = step.schema && below(step.schema, 0);
  return matched(from, to).flatMap(({ before, after, name }) => {
    const inside = { ...step, schema: element, from: before, to: after, path: [...step.path, name] };
    if (before && after) return walk(inside);
    const clause = clauseOf(after) ?? clauseOf(before) ?? step.clause;
    return [{ ...leaf({ ...inside, clause }), direction: oneMore(direction, after !== undefined) }];
  });
}

function oneMore(direction: Marked['better'], added: boolean): Direction {
  if (direction !== 'more' && direction !== 'fewer') return 'neutral';
  return (direction === 'more') === added ? 'tightened' : 'loosened';
}

function leaf({ schema, from, to, path, clause }: Step): Difference {
  const direction = path.at(-1) === 'clause' ? 'neutral' : judge(markOf(schema), from, to);
  return { clause, path, from: written(from), to: written(to), direction };
}

/** The marks of a schema and of what it wraps, outermost first. */
function markOf(schema: z.ZodType | undefined): Marked | undefined {
  let at: unknown = schema;
  let marks: Marked = {};
  while (at instanceof z.ZodType) {
    marks = { ...directionOf(at), ...marks };
    at = at instanceof z.ZodOptional ? at.unwrap() : at instanceof z.ZodPipe ? at.in : undefined;
  }
  return schema === undefined || alternatives(schema).length === 0 ? undefined : marks;
}

type Group = Readonly<Record<string, unknown>>;

function isGroup(value: unknown): value is Group {
  return isRecord(value) && !isUnit(value);
}

function isListOfGroups(value: unknown): value is readonly Group[] {
  return Array.isArray(value) && value.every(isGroup);
}

function clauseOf(value: unknown): string | undefined {
  if (!isGroup(value)) return undefined;
  const { clause } = value;
  if (typeof clause === 'string') return clause;
  return Array.isArray(clause) ? clause.map(String).join(', ') : undefined;
}
