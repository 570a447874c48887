import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * The issues of the alternative of a union that was meant: the one that already understood most of the value,
 * seen by how deep its first complaint lies. Undefined when every alternative refuses the value as a whole.
 */
export function mostUseful(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const inside = branches.filter(issues => issues.every(issue => !refusesWhole(issue)));
  return inside.toSorted((a, b) => a.length - b.length)[0];
}

function refusesWhole(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  return issue.code !== 'unrecognized_keys';
}

/** What each alternative would have accepted, in one sentence. */
export function messagesOf(branches: readonly (readonly Issue[])[]): string {
  const literals = new Set<string>();
  const sentences = new Set<string>();
  for (const issue of branches.flat()) collect(issue, literals, sentences);
  const words = [...literals].join(', ');
  const written = [...sentences].map(text => text.replace(/^write /, '')).join(', or ');
  return `write ${[written, words].filter(text => text !== '').join(', or ')}`;
}

function collect(issue: Issue, literals: Set<string>, sentences: Set<string>): void {
  if (issue.code === 'invalid_value') for (const value of issue.values) literals.add(String(value));
  else if (issue.code === 'invalid_union')
    for (const inner of issue.errors.flat()) collect(inner, literals, sentences);
  else if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
    const kind = KINDS[issue.expected];
    if (kind !== undefined) sentences.add(kind);
  } else sentences.add(issue.message);
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list of them',
  object: 'keys and values',
  boolean: 'true or false',
  number: 'a number',
};
