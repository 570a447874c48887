import { TERM_NAMES, type Terms } from '../promises/terms.ts';

/** A part of a plan's terms that names a clause, such as `backups.away` for OPS-13. */
export interface Bearing {
  readonly term: string;
  readonly clauses: readonly string[];
}

/** Every part of the terms that names a clause of its own, in the order in which they are written. */
export function bearingsOf(terms: Terms): readonly Bearing[] {
  return TERM_NAMES.flatMap(name => below(terms[name], name));
}

function below(value: unknown, term: string): Bearing[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : clausesOf(value);
  const inside = Object.entries(value).flatMap(([key, item]) => below(item, `${term}.${key}`));
  return own.length > 0 ? [{ term, clauses: own }, ...inside] : inside;
}

function clausesOf(value: object): readonly string[] {
  const clause = 'clause' in value ? value.clause : undefined;
  if (typeof clause === 'string') return [clause];
  return Array.isArray(clause) ? clause.filter(id => typeof id === 'string') : [];
}

/**
 * The bearings that a check of `term` proves, or undefined when these terms do not state it. A part without a
 * clause of its own belongs to the part around it; of a list or table, each entry that names a clause is proven.
 */
export function provenBy(terms: Terms, term: string): readonly Bearing[] | undefined {
  const keys = term.split('.');
  if (valueAt(terms, keys) === undefined) return undefined;
  const all = bearingsOf(terms);
  const entries = isPlainTable(valueAt(terms, keys))
    ? all.filter(bearing => parentOf(bearing.term) === term)
    : [];
  const nearest = ancestors(keys).flatMap(path => all.filter(bearing => bearing.term === path))[0];
  return nearest ? [nearest, ...entries] : entries;
}

/** From the longest: a.b.c, a.b, a. */
function ancestors(keys: readonly string[]): string[] {
  return keys.map((_key, index) => keys.slice(0, keys.length - index).join('.'));
}

function parentOf(term: string): string {
  return term.slice(0, term.lastIndexOf('.'));
}

/** A list or a record without a clause of its own: its entries carry theirs. */
function isPlainTable(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && (Array.isArray(value) || clausesOf(value).length === 0)
  );
}

function valueAt(terms: Terms, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(step, terms);
}

function step(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
