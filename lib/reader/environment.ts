import { dirname, join, relative, resolve } from 'node:path';
import { UnreadableInputError } from '../agreement/errors.ts';
import type { Agreement } from '../promises/agreement.ts';
import { type Environment, environmentSchema } from '../promises/environment.ts';
import type { Problem } from '../promises/problem.ts';
import { type LoadedAgreement, loadAgreement } from './agreement.ts';
import { conform, located } from './conform.ts';
import { inOrder, type LocatedProblem, type Source } from './located.ts';
import { environmentProblems } from './problems.ts';
import { type ParsedYaml, readYaml } from './yaml.ts';

/** An environment file together with the agreement it keeps. */
export interface LoadedEnvironment {
  readonly file: string;
  /** Undefined when the file does not have the shape of an environment; the problems say why. */
  readonly environment: Environment | undefined;
  /** The agreement it names; undefined when that cannot be read or has not the shape of one. */
  readonly agreement: Agreement | undefined;
  /** The agreement's file, as a path from the working directory. */
  readonly agreementFile: string | undefined;
  /** Of both files, each problem with its own. */
  readonly problems: readonly LocatedProblem[];
  readonly source: Source;
  readonly agreementSource: Source | undefined;
}

/**
 * Reads an environment and its agreement and finds the problems of both.
 * @throws UnreadableInputError when the environment's file is missing, a directory, empty, binary, too large or not UTF-8.
 */
export function loadEnvironment(file: string): LoadedEnvironment {
  return environmentOf(readYaml(file));
}

/** The same for a file that was parsed already. */
export function environmentOf(parsed: ParsedYaml): LoadedEnvironment {
  const { file } = parsed.source;
  const { value: environment, problems, locate } = conform(environmentSchema, parsed, 'environment');
  const named = environment && keptBy(file, environment);
  const own = named !== undefined && 'problem' in named ? [...problems, locate(named.problem)] : problems;
  const kept = named !== undefined && 'source' in named ? named : undefined;
  return {
    file,
    environment,
    agreement: kept?.agreement,
    agreementFile: kept?.file,
    problems: inOrder([...own, ...(kept?.problems ?? []), ...together(environment, kept, parsed.source)]),
    source: parsed.source,
    agreementSource: kept?.source,
  };
}

function keptBy(file: string, environment: Environment): LoadedAgreement | { problem: Problem } {
  const path = relative('', resolve(join(dirname(file), environment.agreement)));
  try {
    return loadAgreement(path);
  } catch (cause) {
    if (!(cause instanceof UnreadableInputError)) throw cause;
    return { problem: unreadable(cause.message) };
  }
}

function unreadable(message: string): Problem {
  return {
    code: 'COV-AGREEMENT-UNREADABLE',
    severity: 'error',
    message,
    why: 'An environment keeps the promises of one agreement.',
    fix: 'write the path of its file, from this file, such as ../agreements/enterprise-tiers.yaml',
    where: 'environment',
    path: ['agreement'],
  };
}

function together(
  environment: Environment | undefined,
  kept: LoadedAgreement | undefined,
  source: Source,
): LocatedProblem[] {
  if (environment === undefined || kept?.agreement === undefined) return [];
  return environmentProblems(kept.agreement, environment).map(problem =>
    located(problem.where === 'environment' ? source : kept.source, problem, 'value'),
  );
}
