import { UnreadableInputError, UsageError } from '../agreement/errors.ts';
import type { Change } from '../comparison/compare.ts';
import type { Agreement } from '../promises/agreement.ts';
import type { Environment } from '../promises/environment.ts';
import { EXIT } from './exit-codes.ts';
import { print, printJson } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant diff old.yaml agreements/enterprise-tiers.yaml
  $ git show HEAD:agreements/alert-agent.yaml > /tmp/old.yaml && covenant diff /tmp/old.yaml agreements/alert-agent.yaml
  $ covenant diff old.yaml new.yaml --allow OPS-12 --allow OPS-13

Exit codes: 0 nothing is loosened (or all of it is allowed by name), 1 a clause is loosened, 2 wrong usage.`;

interface Options {
  readonly json?: boolean;
  readonly allow: readonly string[];
}

export const register: Register = program => {
  program
    .command('diff')
    .description('compare two versions of an agreement: tightened, loosened or neutral, clause by clause')
    .argument('<old>', 'the version that holds')
    .argument('<new>', 'the version that is to hold')
    .option('--allow <clause>', 'accept that this clause is loosened; can be repeated', collect, [])
    .option('--json', 'print the changes for programs')
    .addHelpText('after', EXAMPLES)
    .action((before: string, after: string, options: Options) => run(before, after, options));
};

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function run(before: string, after: string, options: Options): Promise<void> {
  const { compareAgreements } = await import('../comparison/compare.ts');
  const { whoIsTold } = await import('../comparison/told.ts');
  const from = await readAgreement(before);
  const to = await readAgreement(after);
  refuseUnknown(options.allow, from, to);
  const changes = compareAgreements(from, to);
  const told = whoIsTold(changes, await environmentsOf(to));
  const forbidden = changes.filter(change => isForbidden(change, options.allow));
  const report = { from, to, changes, told, forbidden };
  if (options.json) printJson(json(report));
  else {
    const { diffText } = await import('./diff-text.ts');
    print(diffText(report));
  }
  process.exitCode = forbidden.length > 0 ? EXIT.foundSomething : EXIT.fine;
}

/** Two versions, what changed between them, and whom it concerns. */
export interface DiffReport {
  readonly from: Agreement;
  readonly to: Agreement;
  readonly changes: readonly Change[];
  readonly told: readonly { readonly plan: string; readonly tenants: readonly string[] }[];
  /** Loosened and not allowed by name. */
  readonly forbidden: readonly Change[];
}

async function readAgreement(file: string): Promise<Agreement> {
  const { loadAgreement } = await import('../reader/agreement.ts');
  const { agreement, problems } = loadAgreement(file);
  if (agreement !== undefined) return agreement;
  const [first] = problems;
  const place = first ? `${first.file}:${first.line}:${first.column} ${first.message}; ${first.fix}` : file;
  throw new UnreadableInputError(`${place} (run covenant check ${file})`);
}

function refuseUnknown(allowed: readonly string[], from: Agreement, to: Agreement): void {
  const known = [...new Set([...Object.keys(from.clauses), ...Object.keys(to.clauses)])];
  for (const clause of allowed) {
    if (known.includes(clause)) continue;
    throw new UsageError(`--allow ${clause}: there is no such clause; known: ${known.join(', ')}`);
  }
}

/** A change outside every clause (a plan that goes) can only be allowed by leaving it out of the new version. */
function isForbidden({ direction, clause }: Change, allowed: readonly string[]): boolean {
  if (direction !== 'loosened') return false;
  return !(clause ?? '').split(', ').some(id => allowed.includes(id));
}

/** The environments of this repository that keep the agreement; one that cannot be read has no tenants to tell. */
async function environmentsOf({ agreement: name }: Agreement): Promise<readonly Environment[]> {
  const { filesIn, loadEnvironment } = await import('../reader/index.ts');
  return filesIn('environments').flatMap(file => {
    const { environment, agreement } = loadEnvironment(file);
    return environment && agreement?.agreement === name ? [environment] : [];
  });
}

function json({ from, to, changes, told }: DiffReport) {
  return {
    agreement: to.agreement,
    from: { version: from.version, effective: from.effective },
    to: { version: to.version, effective: to.effective },
    changes,
    told,
  };
}
