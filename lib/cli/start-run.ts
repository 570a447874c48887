import { relative } from 'node:path';
import { CovenantError } from '../agreement/errors.ts';
import { type CheckedFile, checkFiles, filesIn, loadEnvironment } from '../reader/index.ts';
import { countsText } from '../report/words.ts';
import { compileEnvironment } from './audit-compile.ts';
import { type AuditedFolder, auditFolder } from './audit-load.ts';

/** What became of one agreement. */
export interface Outcome {
  readonly agreement: string;
  readonly checked: readonly CheckedFile[];
  /** Undefined when it could not be compiled; `reason` says why. */
  readonly audited: AuditedFolder | undefined;
  readonly reason?: string | undefined;
  readonly seconds: number;
}

interface Pair {
  readonly agreementFile: string;
  /** Its first environment of stage production. */
  readonly environmentFile: string | undefined;
}

/** Checks, compiles and audits every agreement of the repository, one after the other. */
export async function startAll(say: (text: string) => void): Promise<readonly Outcome[]> {
  const pairs = pairsOf();
  const outcomes: Outcome[] = [];
  for (const [index, pair] of pairs.entries()) {
    const outcome = await startOne(pair, text => say(`[${index + 1}/${pairs.length}] ${text}`));
    outcomes.push(outcome);
  }
  return outcomes;
}

function pairsOf(): Pair[] {
  const environments = filesIn('environments').map(loadEnvironment);
  return filesIn('agreements').map(agreementFile => {
    const its = environments.find(
      ({ environment, agreementFile: kept }) => environment?.stage === 'production' && kept === agreementFile,
    );
    return { agreementFile, environmentFile: its?.file };
  });
}

async function startOne(
  { agreementFile, environmentFile }: Pair,
  say: (text: string) => void,
): Promise<Outcome> {
  const started = performance.now();
  const agreement = stemOf(agreementFile);
  const { files: checked } = checkFiles(environmentFile ? [environmentFile, agreementFile] : [agreementFile]);
  say(`${agreement}: checked, ${problemsText(checked)}`);
  const result = await compiled(agreement, environmentFile, checked);
  const seconds = (performance.now() - started) / 1000;
  const told = result.audited ? countsText(result.audited.result) : result.reason;
  say(`${agreement}: compiled and audited in ${seconds.toFixed(1)} s, ${told}`);
  return { agreement, checked, seconds, ...result };
}

async function compiled(
  agreement: string,
  environmentFile: string | undefined,
  checked: readonly CheckedFile[],
): Promise<Pick<Outcome, 'audited' | 'reason'>> {
  if (!environmentFile) return { audited: undefined, reason: 'no environment of stage production keeps it' };
  if (checked.some(file => !file.ok)) return { audited: undefined, reason: 'not compiled, it has errors' };
  try {
    const folder = await compileEnvironment(stemOf(environmentFile), `.covenant/start/${agreement}`);
    return { audited: auditFolder(relative('', folder), { quiet: true }) };
  } catch (error) {
    if (error instanceof CovenantError) return { audited: undefined, reason: error.message.split('\n')[0] };
    throw error;
  }
}

function problemsText(checked: readonly CheckedFile[]): string {
  const problems = checked.flatMap(file => file.problems);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return `${count(errors, 'error')}, ${count(problems.length - errors, 'warning')}`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function stemOf(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/, '');
}
