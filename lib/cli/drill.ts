import { Option } from 'commander';
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
    .option('--keep', 'leave the data folder for you to look at')
    .option('--agreement <name>', 'whose promises to compare with', 'sovereign-node')
    .option('--environment <name>', 'start the drill in a deployed environment instead of here')
    .option('--page <file>', 'write a page with the timeline')
    .option('--drills <folder>', 'where the signed report is kept, for covenant audit', DRILLS)
    .option('--json', 'print the result for programs')
    .addHelpText('after', EXAMPLES)
    .action((flags: DrillFlags) => run(flags));
};

async function run(flags: DrillFlags): Promise<void> {
  if (flags.listFaults) return listFaults(flags);
  const to = wantedTime(flags.to);
  if (flags.environment !== undefined) {
    const { drillDeployed } = await import('./drill-deployed.ts');
    process.exitCode = await drillDeployed(flags.environment, { ...flags, to });
    return;
  }
  const { drillLocally } = await import('./drill-local.ts');
  const { FARTHEST_AHEAD } = await import('../local/drill/prepare.ts');
  const told = unreachable(to, new Date(), FARTHEST_AHEAD);
  if (told) progress(`covenant: ${told}`);
  const result = await drillLocally({ ...flags, to }, text => progress(text, flags.json));
  if (flags.page !== undefined) {
    const { writeDrillPage } = await import('./drill-page.ts');
    writeDrillPage(flags.page, result);
  }
  const { keepReport, signReport } = await import('./drill-reports.ts');
  const signed = await signReport(flags.drills, result.report);
  // A time that cannot be reached here was a question, and its answer says nothing of the promise.
  const file = told ? undefined : keepReport(flags.drills, signed);
  if (flags.json) printJson(signed);
  else {
    const { drillText } = await import('./drill-text.ts');
    print(drillText(result));
    if (file) print(`Report: ${file}   (covenant audit counts it as evidence)`);
  }
  process.exitCode = result.report.ok ? EXIT.fine : EXIT.foundSomething;
}

async function listFaults(flags: DrillFlags): Promise<void> {
  const { FAULTS } = await import('../local/drill/faults/index.ts');
  const list = FAULTS.map(({ name, says, reason }) => ({ name, says, reason }));
  if (flags.json) printJson({ faults: list });
  else for (const { name, says, reason } of list) print(`${name.padEnd(28)} ${reason.padEnd(24)} ${says}`);
}
