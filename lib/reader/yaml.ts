import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
} from 'yaml';
import { UnreadableInputError } from '../agreement/errors.ts';
import type { JsonPath } from '../promises/evidence.ts';
import type { Problem } from '../promises/problem.ts';
import { readText } from './file.ts';
import type { LocatedProblem, Place, Source } from './located.ts';
import { treeProblems } from './tree.ts';

/** How often anchors may be used, all nestings multiplied: more is a file made to exhaust memory. */
const MOST_ALIASES = 1000;

export interface ParsedYaml {
  readonly source: Source;
  /** What the file says; undefined when its YAML is broken. */
  readonly value: unknown;
  readonly problems: readonly LocatedProblem[];
}

/** Reads a YAML file with the place of everything in it. @throws UnreadableInputError as `readText` does. */
export function readYaml(file: string): ParsedYaml {
  return parseYaml(file, readText(file));
}

/** The same for a text that is already there; `file` is only named in messages. */
export function parseYaml(file: string, text: string): ParsedYaml {
  const lines = new LineCounter();
  const document = parse(file, text, lines);
  const source = sourceOf(file, text, document, lines);
  const locate = (problem: Problem, offset: number): LocatedProblem => ({
    ...problem,
    file,
    ...placeAt(lines, offset),
  });
  const broken = document.errors.map(error => locate(syntaxProblem(error.message), error.pos[0]));
  if (broken.length > 0) return { source, value: undefined, problems: broken };
  const problems = treeProblems(document, offset => placeAt(lines, offset)).map(found =>
    locate(found.problem, found.offset),
  );
  const value = problems.some(problem => problem.severity === 'error') ? undefined : toValue(file, document);
  return { source, value, problems };
}

function parse(file: string, text: string, lineCounter: LineCounter): Document.Parsed {
  try {
    const document = parseDocument(text, {
      lineCounter,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
    if (!document.errors.some(error => error.message.startsWith('Maximum call stack'))) return document;
    throw new RangeError('too many levels');
  } catch (cause) {
    throw new UnreadableInputError(`${file} is nested too deeply to be read`, { cause });
  }
}

function toValue(file: string, document: Document.Parsed): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    if (value === null) throw new UnreadableInputError(`${file} holds nothing but comments`);
    return value;
  } catch (cause) {
    if (cause instanceof UnreadableInputError) throw cause;
    const what = 'repeats its anchors more often than any agreement does (a "YAML bomb")';
    throw new UnreadableInputError(`${file} ${what}; write the values out`, { cause });
  }
}

function syntaxProblem(message: string): Problem {
  return {
    code: 'COV-YAML',
    severity: 'error',
    message: worded(message.split('\n')[0] ?? message),
    why: 'The file is not YAML 1.2, so nothing in it can be read.',
    fix: 'correct the line; indentation and quotes are the usual cause',
    where: 'agreement',
    path: [],
  };
}

/** The library's advice to its callers is of no use to who wrote the file. */
function worded(message: string): string {
  return message.startsWith('Source contains multiple documents')
    ? 'a second document begins here, and only one is read'
    : message;
}

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function sourceOf(file: string, text: string, document: Document.Parsed, lines: LineCounter): Source {
  const placeOf: Source['placeOf'] = (path, part = 'value') =>
    placeAt(lines, offsetOf(document, path, part === 'key'));
  return { file, text, placeOf };
}

/** Where a path's last step that exists begins, through anchors to where the value really is written. */
function offsetOf(document: Document.Parsed, path: JsonPath, ofKey: boolean): number {
  let node: unknown = document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const found = stepInto(resolved(document, node), step);
    if (found === undefined) break;
    const wantsKey = ofKey && index === path.length - 1;
    offset = (wantsKey ? found.key : undefined) ?? rangeStart(found.value) ?? found.key ?? offset;
    node = found.value;
  }
  return offset;
}

function resolved(document: Document.Parsed, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function stepInto(
  node: unknown,
  step: string | number,
): { key?: number | undefined; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(item => isScalar(item.key) && String(item.key.value) === String(step));
    return pair && { key: rangeStart(pair.key), value: pair.value };
  }
  if (!isCollection(node)) return undefined;
  const item = node.items[Number(step)];
  return item === undefined || isPair(item) ? undefined : { value: item };
}

function rangeStart(node: unknown): number | undefined {
  return isScalar(node) || isCollection(node) || isAlias(node) ? node.range?.[0] : undefined;
}
