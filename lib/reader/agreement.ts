import { type Agreement, agreementSchema } from '../promises/agreement.ts';
import { conform } from './conform.ts';
import { inOrder, type LocatedProblem, type Source } from './located.ts';
import { agreementProblems } from './problems.ts';
import { type ParsedYaml, parseYaml, readYaml } from './yaml.ts';

/** An agreement file: what it says, and everything that is wrong with it. */
export interface LoadedAgreement {
  readonly file: string;
  /** Undefined when the file does not have the shape of an agreement; the problems say why. */
  readonly agreement: Agreement | undefined;
  readonly problems: readonly LocatedProblem[];
  readonly source: Source;
}

/**
 * Reads an agreement and finds all its problems at once.
 * @throws UnreadableInputError when the file is missing, a directory, empty, binary, too large or not UTF-8.
 */
export function loadAgreement(file: string): LoadedAgreement {
  return agreementOf(readYaml(file));
}

/** The same for a text that is already there; `file` is only named in messages. */
export function parseAgreement(file: string, text: string): LoadedAgreement {
  return agreementOf(parseYaml(file, text));
}

/** The same for a file that was parsed already. */
export function agreementOf(parsed: ParsedYaml): LoadedAgreement {
  const { value: agreement, problems, locate } = conform(agreementSchema, parsed, 'agreement');
  const found = agreement === undefined ? [] : agreementProblems(agreement).map(locate);
  const { source } = parsed;
  return { file: source.file, agreement, problems: inOrder([...problems, ...found]), source };
}
