import { resolve } from 'node:path';
import { UnreadableInputError } from '../agreement/errors.ts';
import { agreementOf } from './agreement.ts';
import { environmentOf } from './environment.ts';
import { hasErrors, inOrder, type LocatedProblem, type Source } from './located.ts';
import { type ParsedYaml, readYaml } from './yaml.ts';

/** One file with everything that is wrong with it, also what only an environment shows of its agreement. */
export interface CheckedFile {
  readonly file: string;
  /** No errors; warnings may remain. */
  readonly ok: boolean;
  readonly problems: readonly LocatedProblem[];
  readonly source: Source;
}

export interface CheckResult {
  readonly files: readonly CheckedFile[];
  /** The files that could not be read at all, each with a message that names it. */
  readonly unreadable: readonly UnreadableInputError[];
}

interface Found {
  readonly sources: readonly Source[];
  readonly problems: readonly LocatedProblem[];
}

/** Checks agreements and environments, in whatever mixture. An environment brings its agreement along. */
export function checkFiles(files: readonly string[]): CheckResult {
  const unreadable: UnreadableInputError[] = [];
  const found = files.flatMap(file => {
    try {
      return [checkOne(readYaml(file))];
    } catch (error) {
      if (!(error instanceof UnreadableInputError)) throw error;
      unreadable.push(error);
      return [];
    }
  });
  return { files: perFile(found), unreadable };
}

function checkOne(parsed: ParsedYaml): Found {
  if (!isEnvironment(parsed)) return { sources: [parsed.source], problems: agreementOf(parsed).problems };
  const { source, agreementSource, problems } = environmentOf(parsed);
  return { sources: agreementSource === undefined ? [source] : [source, agreementSource], problems };
}

/** An environment names itself; both name an agreement. */
function isEnvironment({ value }: ParsedYaml): boolean {
  return typeof value === 'object' && value !== null && 'environment' in value;
}

/** One entry for each file, under the name it was first given, however many environments keep it. */
function perFile(found: readonly Found[]): CheckedFile[] {
  const sources = new Map<string, Source>();
  for (const source of found.flatMap(each => each.sources)) {
    const key = resolve(source.file);
    if (!sources.has(key)) sources.set(key, source);
  }
  const problems = found.flatMap(each => each.problems);
  return [...sources].map(([key, source]) => checkedFile(key, source, problems));
}

function checkedFile(key: string, source: Source, all: readonly LocatedProblem[]): CheckedFile {
  const { file } = source;
  const own = all.filter(problem => resolve(problem.file) === key).map(problem => ({ ...problem, file }));
  const problems = inOrder(own);
  return { file, ok: !hasErrors(problems), problems, source };
}
