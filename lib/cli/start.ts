import { EXIT } from './exit-codes.ts';
import { print, printJson, progress } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ npm start                      check and compile the five agreements; drill restores and a failover on a real
                                   PostgreSQL; close the month of that outage; audit all by templates and drills;
                                   then serve the report
  $ npm start -- --once            the same, without serving
  $ npm start -- --no-drill        agreements only
  $ npm start --silent -- --json   {agreements: [{agreement, check, audit}], drill, away, close}; --silent keeps npm's own
                                   lines out

Nothing is deployed and no AWS account is asked. Templates, report and statements are left in .covenant/start.
Exit codes: 0 fine, 1 an agreement has errors, a clause is broken, the drill is red or a statement does not verify,
2 something cannot be read.`;

interface Options {
  readonly once?: boolean;
  readonly json?: boolean;
  readonly drill: boolean;
}

export const register: Register = program => {
  program
    .command('start')
    .description(
      'check and compile every agreement, drill recoveries, close a month, audit all, show the report',
    )
    .option('--once', 'end after the summary instead of serving the report')
    .option('--no-drill', 'leave out the drill and the month that it closes')
    .option('--json', 'print the results for programs and end')
    .addHelpText('after', EXAMPLES)
    .action(run);
};

async function run(options: Options): Promise<void> {
  const say = (text: string) => progress(text, options.json);
  const { auditAll, compileAll } = await import('./start-run.ts');
  const compiled = await compileAll(say);
  const recovery = options.drill ? await recover(say) : undefined;
  // After the drills: what they measured is evidence.
  const { drillsFor } = await import('./drill-reports.ts');
  const outcomes = auditAll(compiled, drillsFor({}), say);
  const { isFine, startJson, summaryText } = await import('./start-summary.ts');
  const fine = outcomes.every(isFine) && (recovery?.fine ?? true);
  process.exitCode = fine ? EXIT.fine : EXIT.foundSomething;
  if (options.json) return printJson({ ...startJson(outcomes), ...recovery?.json });
  const { writeReport } = await import('./start-report.ts');
  const report = await writeReport(outcomes);
  print(summaryText(outcomes));
  if (recovery) print(recovery.text);
  await show(report, options);
}

async function recover(say: (text: string) => void) {
  const { recoverOnce } = await import('./start-recovery.ts');
  return recoverOnce(say);
}

async function show(report: string, options: Options): Promise<void> {
  if (options.once || !process.stdout.isTTY) return print(`\nReport: ${report}`);
  const { serveFile } = await import('./start-serve.ts');
  const { address } = await serveFile(report);
  print(`\nReport: ${address}   (Ctrl-C ends; it is also in ${report})`);
}
