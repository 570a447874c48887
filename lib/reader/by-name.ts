import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CovenantError, UnreadableInputError } from '../agreement/errors.ts';
import type { Agreement } from '../promises/agreement.ts';
import type { Environment } from '../promises/environment.ts';
import { ROOT } from '../root.ts';
import { type LoadedEnvironment, loadEnvironment } from './environment.ts';
import type { LocatedProblem } from './located.ts';
import { advise } from './nearest.ts';

/** An agreement or environment with errors, which nothing may be compiled from. */
class RefusedInputError extends CovenantError {
  override readonly name = 'RefusedInputError';
}

/** The files of a folder of this repository, as paths from the working directory, by name. */
export function filesIn(folder: 'agreements' | 'environments'): readonly string[] {
  const path = join(ROOT, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter(name => name.endsWith('.yaml') || name.endsWith('.yml'))
    .toSorted()
    .map(name => relative('', join(path, name)) || name);
}

/** The names of the environments in environments/. */
export function environmentNames(): readonly string[] {
  return filesIn('environments').map(stemOf);
}

function stemOf(path: string): string {
  return path.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/, '');
}

/**
 * Reads environments/<name>.yaml and its agreement.
 * @throws UnreadableInputError when there is none of that name; the message lists the known ones.
 */
export function loadEnvironmentByName(name: string): LoadedEnvironment {
  const file = filesIn('environments').find(path => stemOf(path) === name);
  if (file !== undefined) return loadEnvironment(file);
  const known = environmentNames();
  throw new UnreadableInputError(
    `there is no environment "${name}"; known: ${known.join(', ')}; ${advise(name, known)}`,
  );
}

/** An environment and its agreement with the files they came from. */
export interface RequiredEnvironment {
  readonly environment: Environment;
  readonly agreement: Agreement;
  readonly file: string;
  readonly agreementFile: string;
}

/**
 * An environment and its agreement, both without errors, ready to be compiled.
 * @throws RefusedInputError naming the first error, with its file, line and column, when there is one.
 */
export function requireEnvironment(name: string): RequiredEnvironment {
  const { environment, agreement, agreementFile, problems, file } = loadEnvironmentByName(name);
  const errors = problems.filter(problem => problem.severity === 'error');
  const [first] = errors;
  if (first !== undefined) throw new RefusedInputError(refusal(first, errors.length, file));
  if (environment === undefined || agreement === undefined || agreementFile === undefined) {
    throw new RefusedInputError(`${file} cannot be compiled; run covenant check ${file}`);
  }
  return { environment, agreement, file, agreementFile };
}

function refusal(first: LocatedProblem, count: number, file: string): string {
  const more = count > 1 ? ` (and ${count - 1} more; run covenant check ${file})` : '';
  return `${first.file}:${first.line}:${first.column} ${first.code} ${first.message}; ${first.fix}${more}`;
}
