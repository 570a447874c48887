import type { z } from 'zod';
import { descriptionOf, exampleOf, keysOf, schemaAt } from '../agreement/shape.ts';
import type { JsonPath } from '../promises/evidence.ts';
import type { Problem } from '../promises/problem.ts';
import { advise, nearest } from './nearest.ts';
import { messagesOf, mostUseful } from './unions.ts';

/** A problem and whether the key or the value is to be shown. */
export interface IssueProblem {
  readonly problem: Problem;
  readonly part: 'key' | 'value';
}

type Issue = z.core.$ZodIssue;

interface Context {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly where: Problem['where'];
}

/** Words what a schema refuses as problems with a fix; every issue becomes at least one. */
export function issueProblems(issues: readonly Issue[], context: Context): readonly IssueProblem[] {
  return issues.flatMap(issue => flat(issue, [])).flatMap(issue => problemsOf(issue, context));
}

/** Unions are replaced by the issues of the alternative that was most likely meant. */
function flat(issue: Issue, above: readonly PropertyKey[]): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union') return [{ ...issue, path }];
  const inner = mostUseful(issue.errors);
  if (inner === undefined) return [{ ...issue, path, message: messagesOf(issue.errors) || issue.message }];
  return inner.flatMap(nested => flat(nested, path));
}

function problemsOf(issue: Issue, context: Context): IssueProblem[] {
  const path = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = keysOf(schemaAt(context.schema, path));
    return issue.keys.map(key => unknownKey(key, path, known, context.where));
  }
  const found = valueAtPath(context.value, path);
  if (found === undefined) return [missingKey(issue, path, context)];
  if (issue.code === 'invalid_key') return [badName(issue, path, context.where)];
  return [wrongValue(issue, path, found, context)];
}

function pathOf(path: readonly PropertyKey[]): JsonPath {
  return path.map(key => (typeof key === 'symbol' ? '' : key));
}

function unknownKey(
  key: string,
  path: JsonPath,
  known: readonly string[],
  where: Problem['where'],
): IssueProblem {
  const place = path.length === 0 ? 'here' : `under ${shown(path)}`;
  return {
    part: 'key',
    problem: {
      code: 'COV-UNKNOWN-KEY',
      severity: 'error',
      message: `"${key}" means nothing ${place}`,
      why: 'A promise under a name that nothing reads would silently not be kept.',
      fix: advise(key, known),
      where,
      path: [...path, key],
    },
  };
}

function missingKey(issue: Issue, path: JsonPath, context: Context): IssueProblem {
  const key = String(path.at(-1) ?? '');
  const example = exampleOf(schemaAt(context.schema, path));
  const wanted = example === undefined ? wantedBy(issue) : `such as ${key}: ${example}`;
  return {
    part: 'key',
    problem: {
      code: 'COV-MISSING-KEY',
      severity: 'error',
      message: `"${key}" is missing${path.length > 1 ? ` under ${shown(path.slice(0, -1))}` : ''}`,
      why: purpose(context.schema, path) ?? 'It has no default, because it changes what is promised.',
      fix: `add "${key}:"${wanted ? `, ${wanted}` : ''}`,
      where: context.where,
      path,
    },
  };
}

function badName(
  issue: Extract<Issue, { code: 'invalid_key' }>,
  path: JsonPath,
  where: Problem['where'],
): IssueProblem {
  return {
    part: 'key',
    problem: {
      code: 'COV-BAD-NAME',
      severity: 'error',
      message: `"${String(path.at(-1))}" cannot be a name here`,
      why: 'Names become parts of resource names, so they have one form.',
      fix: issue.issues.map(inner => inner.message).join('; ') || issue.message,
      where,
      path,
    },
  };
}

function wrongValue(issue: Issue, path: JsonPath, found: unknown, context: Context): IssueProblem {
  const at = path.length === 0 ? 'the file' : shown(path);
  return {
    part: 'value',
    problem: {
      code: isWrongType(issue) ? 'COV-WRONG-TYPE' : 'COV-WRONG-VALUE',
      severity: 'error',
      message: `${at} cannot be ${excerpt(found)}`,
      why: purpose(context.schema, path) ?? 'Every value has one form, so that nothing has to be guessed.',
      fix: suggestion(issue, found) ?? wantedBy(issue) ?? issue.message,
      where: context.where,
      path,
    },
  };
}

/** A unit that is written as a number is a wrong value: its own message says how to write it. */
function isWrongType(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.message.startsWith('Invalid input');
}

function suggestion(issue: Issue, found: unknown): string | undefined {
  if (issue.code !== 'invalid_value' || typeof found !== 'string') return undefined;
  const near = nearest(found, issue.values.map(String));
  return near === undefined ? undefined : `write ${near}`;
}

function wantedBy(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return isWrongType(issue) ? `write ${article(issue.expected)}` : issue.message;
    case 'invalid_value':
      return issue.values.length === 1
        ? `write ${issue.values.map(String).join()}`
        : `write one of: ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
    case 'invalid_key':
      return undefined;
    default:
      return issue.message;
  }
}

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, such as [a, b]',
  object: 'keys and values',
  record: 'names and values',
};

function article(expected: string): string {
  return ARTICLES[expected] ?? expected;
}

/** What the value is for, as the schema describes it to editors. */
function purpose(schema: z.ZodType, path: JsonPath): string | undefined {
  const text = descriptionOf(schemaAt(schema, path));
  return text === undefined ? undefined : `It states: ${text}.`;
}

/** A path as a person writes it: `plans.production.backups.keep`. */
function shown(path: JsonPath): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('');
}

function excerpt(value: unknown): string {
  const text = value === null ? 'empty' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function valueAtPath(value: unknown, path: JsonPath): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}
