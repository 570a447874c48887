import { Option } from 'commander';
import { UsageError } from '../agreement/errors.ts';
import type { DrillReport } from '../promises/recovery/report.ts';
import { unreachable, wantedTime } from './drill-time.ts';
import { EXIT } from './exit-codes.ts';
import { DRILLS } from './folders.ts';
import { print, printJson, progress } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant drill                                   restore and failover on a real database on this machine
  $ covenant drill --to latest                       restore all there is, in place of the moment before the accident
  $ covenant drill --from recovery-region            restore from the copy in the other region
  $ covenant drill --fault archive-gap               make something go wrong: the drill must turn red
  $ covenant drill --list-faults                     everything that can be made to go wrong
  $ covenant drill --json                            {ok, mode, phases, rto, rpo, rows, parity, fault, reasons}
  $ covenant drill --environment production --database maple    start the drill that is deployed there
  $ covenant drill --page report/drill.html          also write the page with the drill's timeline

Exit codes: 0 the drill is green, 1 it is red, 2 wrong usage.
docs/drills.md explains the figures; docs/runbooks/ says what to do for each reason.`;

export interface DrillFlags {
  readonly to?: string | undefined;
  readonly from?: 'primary' | 'recovery-region';
  readonly fault?: string;
  readonly listFaults?: boolean;
  readonly keep?: boolean;
  readonly agreement: string;
  readonly environment?: string;
  readonly database?: string;
  readonly page?: string;
  readonly drills: string;
  readonly json?: boolean;
}

export const register: Register = program => {
  program
    .command('drill')
    .description('restore a database and fail it over for real, and compare with what was promised')
    .option(
      '--to <time>',
      'restore to this time (ISO 8601) or to `latest`; else to the moment before the accident',
    )
    .addOption(
      new Option('--from <place>', 'which backup').choices(['primary', 'recovery-region']).default('primary'),
    )
    .option('--fault <name>', 'make this go wrong; the drill must then be red')
    .option('--list-faults', 'list what can be made to go wrong')
    .option(
      '--keep',
      'leave the data folder, or the restored database until its lease ends, for you to look at',
    )
    .option('--agreement <name>', 'whose promises to compare with', 'sovereign-node')
    .option('--environment <name>', 'start the drill in a deployed environment instead of here')
    .option('--database <name>', 'which database of that environment, where there are several')
    .option('--page <file>', 'write a page with the timeline')
    .option('--drills <folder>', 'where the signed report is kept, for covenant audit', DRILLS)
    .option('--json', 'print the result for programs')
    .addHelpText('after', EXAMPLES)
    .action((flags: DrillFlags) => run(flags));
};

async function run(flags: DrillFlags): Promise<void> {
  if (flags.listFaults) return listFaults(flags);
  const to = wantedTime(flags.to);
  const made = await (flags.environment === undefined
    ? drillHere({ ...flags, to })
    : drillThere(flags.environment, { ...flags, to }));
  if (flags.page !== undefined) {
    const { writeDrillPage } = await import('./drill-page.ts');
    writeDrillPage(flags.page, made);
  }
  if (flags.json) printJson(made.report);
  else {
    const { drillText } = await import('./drill-text.ts');
    print(drillText(made));
    if (made.file) print(`Report: ${made.file}   (covenant audit counts it as evidence)`);
  }
  process.exitCode = made.report.ok ? EXIT.fine : EXIT.foundSomething;
}

interface Made {
  readonly report: DrillReport;
  /** Where the signed report is. */
  readonly file: string | undefined;
  /** Where the data was left, with `--keep`. */
  readonly kept?: string | undefined;
}

async function drillHere(flags: DrillFlags): Promise<Made> {
  if (flags.database !== undefined)
    throw new UsageError('--database needs --environment: here there is one only');
  const { drillLocally } = await import('./drill-local.ts');
  const { FARTHEST_AHEAD } = await import('../local/drill/prepare.ts');
  const told = unreachable(flags.to, new Date(), FARTHEST_AHEAD);
  if (told) progress(`covenant: ${told}`);
  const { report, kept } = await drillLocally(flags, text => progress(text, flags.json));
  const { keepReport, signReport } = await import('./drill-reports.ts');
  const signed = await signReport(flags.drills, report);
  // A time that cannot be reached here was a question, and its answer says nothing of the promise.
  return { report: signed, kept, file: told ? undefined : keepReport(flags.drills, signed) };
}

async function drillThere(environment: string, flags: DrillFlags): Promise<Made> {
  const { drillDeployed } = await import('./drill-deployed.ts');
  const { phaseTeller } = await import('./drill-text.ts');
  return drillDeployed(
    environment,
    flags,
    phaseTeller(text => progress(text, flags.json)),
  );
}

async function listFaults(flags: DrillFlags): Promise<void> {
  const { FAULTS } = await import('../local/drill/faults/index.ts');
  const list = FAULTS.map(({ name, says, reason }) => ({ name, says, reason }));
  if (flags.json) printJson({ faults: list });
  else for (const { name, says, reason } of list) print(`${name.padEnd(28)} ${reason.padEnd(24)} ${says}`);
}
