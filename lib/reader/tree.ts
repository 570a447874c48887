import { type Alias, type Document, isAlias, isCollection, isMap, isPair, isScalar } from 'yaml';
import type { JsonPath } from '../promises/evidence.ts';
import type { Problem } from '../promises/problem.ts';
import type { Place } from './located.ts';

/** A problem that only the text shows, not the value it stands for. */
export interface TreeProblem {
  readonly problem: Problem;
  readonly offset: number;
}

/** Deeper than any agreement; recursion beyond it would end in a stack overflow. */
const DEEPEST = 40;
/** Keys that JavaScript gives a meaning of its own. */
const RESERVED: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** Finds keys that stand twice, keys that are no text, reserved keys and nesting without end. */
export function treeProblems(
  document: Document.Parsed,
  placeAt: (offset: number) => Place,
): readonly TreeProblem[] {
  const found: TreeProblem[] = document.warnings.map(warning => ({
    problem: error('COV-YAML', warning.message.split('\n')[0] ?? '', TAG_WHY, 'take the tag out', []),
    offset: warning.pos[0],
  }));
  walk(document.contents, [], { document, found, placeAt, around: new Set() });
  return found;
}

interface Walk {
  readonly document: Document.Parsed;
  readonly found: TreeProblem[];
  /** The collections that contain the node at hand. */
  readonly around: Set<unknown>;
  readonly placeAt: (offset: number) => Place;
}

function walk(node: unknown, path: JsonPath, state: Walk): void {
  if (isAlias(node)) checkAlias(node, path, state);
  if (!isCollection(node)) return;
  if (path.length > DEEPEST) {
    state.found.push({ problem: tooDeep(path), offset: node.range?.[0] ?? 0 });
    return;
  }
  state.around.add(node);
  if (isMap(node)) walkMap(node.items, path, state);
  else
    for (const [index, item] of node.items.entries())
      walk(isPair(item) ? item.value : item, [...path, index], state);
  state.around.delete(node);
}

function checkAlias(alias: Alias, path: JsonPath, state: Walk): void {
  const target = alias.resolve(state.document);
  const [says, fix] =
    target === undefined
      ? [`there is no anchor &${alias.source} before this`, `put &${alias.source} before the value it names`]
      : state.around.has(target)
        ? [`*${alias.source} repeats what it is part of`, 'write the value out']
        : [];
  if (says === undefined || fix === undefined) return;
  state.found.push({
    problem: error('COV-ANCHOR', says, 'An anchor stands for a value that is complete.', fix, path),
    offset: alias.range?.[0] ?? 0,
  });
}

function walkMap(items: readonly { key: unknown; value: unknown }[], path: JsonPath, state: Walk): void {
  const seen = new Map<string, number>();
  for (const { key, value } of items) {
    const name = nameOf(key);
    const offset = (isScalar(key) || isCollection(key) ? key.range?.[0] : undefined) ?? 0;
    const problem = keyProblem(name, path, seen, state.placeAt);
    if (problem) state.found.push({ problem, offset });
    if (name !== undefined && !seen.has(name)) seen.set(name, offset);
    walk(value, [...path, name ?? ''], state);
  }
}

function nameOf(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'string' || typeof key.value === 'number' ? String(key.value) : undefined;
}

function keyProblem(
  name: string | undefined,
  path: JsonPath,
  seen: ReadonlyMap<string, number>,
  placeAt: (offset: number) => Place,
): Problem | undefined {
  if (name === undefined) {
    return error('COV-KEY-NOT-TEXT', 'a key is not a text', KEY_WHY, 'write the key as a word', path);
  }
  if (RESERVED.includes(name)) {
    return error('COV-RESERVED-KEY', `"${name}" cannot be a key`, KEY_WHY, 'choose another name', path);
  }
  if (name === '<<') return error('COV-MERGE-KEY', '"<<" does not merge', MERGE_WHY, MERGE_FIX, path);
  const first = seen.get(name);
  return first === undefined ? undefined : duplicate(name, placeAt(first), path);
}

function duplicate(name: string, first: Place, path: JsonPath): Problem {
  const clause = path.length === 1 && path[0] === 'clauses';
  return error(
    clause ? 'COV-CLAUSE-TWICE' : 'COV-KEY-TWICE',
    `${clause ? 'clause ' : ''}"${name}" stands twice, first at line ${first.line}, column ${first.column}`,
    'Only one of them could hold, and a reader cannot know which.',
    clause ? 'give one of the clauses another id' : 'take one of them out',
    [...path, name],
  );
}

function tooDeep(path: JsonPath): Problem {
  return error(
    'COV-TOO-DEEP',
    `this is nested deeper than ${DEEPEST} levels`,
    'No agreement needs it.',
    'flatten it',
    path,
  );
}

const TAG_WHY = 'Only plain YAML is read: texts, numbers, lists and maps.';
const KEY_WHY = 'Keys are names that terms, plans and clauses are found by.';
const MERGE_WHY =
  'YAML 1.2 has no merge keys, and a reader should see what holds without merging in the head.';
const MERGE_FIX = 'write the values out, or repeat a whole section by an anchor (&name and *name)';

function error(code: string, message: string, why: string, fix: string, path: JsonPath): Problem {
  return { code, severity: 'error', message, why, fix, where: 'agreement', path };
}
