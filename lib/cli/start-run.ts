import { relative } from 'node:path';
import { CovenantError } from '../agreement/errors.ts';
import type { ReadDrills } from '../audit/drills/read.ts';
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
}

/** An agreement that was checked, and compiled where it has no errors. */
export interface CompiledAgreement extends Omit<Outcome, 'audited'> {
  readonly folder: string | undefined;
}

interface Pair {
  readonly agreementFile: string;
  /** Its first environment of stage production. */
  readonly environmentFile: string | undefined;
}

/** Checks and compiles every agreement of the repository, one after the other. */
export async function compileAll(say: (text: string) => void): Promise<readonly CompiledAgreement[]> {
  const pairs = pairsOf();
  const all: CompiledAgreement[] = [];
  for (const [index, pair] of pairs.entries()) {
    all.push(await compileOne(pair, text => say(`[${index + 1}/${pairs.length}] ${text}`)));
  }
  return all;
}

/** Audits what was compiled, with the drills that were made since. */
export function auditAll(
  all: readonly CompiledAgreement[],
  drills: ReadDrills,
  say: (text: string) => void,
): readonly Outcome[] {
  return all.map(({ folder, ...rest }) => {
    const audited = folder === undefined ? undefined : auditFolder(folder, { quiet: true, drills });
    const counted = audited?.result.drills.length ?? 0;
    const by = counted === 0 ? 'by its templates' : `by its templates and ${count(counted, 'drill')}`;
    if (audited) say(`${rest.agreement}: audited ${by}, ${countsText(audited.result)}`);
    return { ...rest, audited };
  });
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

async function compileOne(
  { agreementFile, environmentFile }: Pair,
  say: (text: string) => void,
): Promise<CompiledAgreement> {
  const started = performance.now();
  const agreement = stemOf(agreementFile);
  const { files: checked } = checkFiles(environmentFile ? [environmentFile, agreementFile] : [agreementFile]);
  say(`${agreement}: checked, ${problemsText(checked)}`);
  const result = await compiled(agreement, environmentFile, checked);
  const seconds = (performance.now() - started) / 1000;
  say(`${agreement}: ${result.reason ?? `compiled in ${seconds.toFixed(1)} s`}`);
  return { agreement, checked, ...result };
}

async function compiled(
  agreement: string,
  environmentFile: string | undefined,
  checked: readonly CheckedFile[],
): Promise<Pick<CompiledAgreement, 'folder' | 'reason'>> {
  if (!environmentFile) return { folder: undefined, reason: 'no environment of stage production keeps it' };
  if (checked.some(file => !file.ok)) return { folder: undefined, reason: 'not compiled, it has errors' };
  try {
    const folder = await compileEnvironment(stemOf(environmentFile), `.covenant/start/${agreement}`);
    return { folder: relative('', folder) };
  } catch (error) {
    if (error instanceof CovenantError) return { folder: undefined, reason: error.message.split('\n')[0] };
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
