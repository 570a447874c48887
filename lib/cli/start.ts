import { EXIT } from './exit-codes.ts';
import { print, printJson, progress } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ npm start                      check, compile and audit the five agreements, then serve the report
  $ npm start -- --once            the same, without serving
  $ npm start --silent -- --json   {agreements: [{agreement, check, audit}]}; --silent keeps npm's own lines out

Nothing is deployed and no AWS account is asked. Templates and the report are left in .covenant/start.
Exit codes: 0 fine, 1 an agreement has errors or a clause is broken, 2 something cannot be read.`;

interface Options {
  readonly once?: boolean;
  readonly json?: boolean;
}

export const register: Register = program => {
  program
    .command('start')
    .description('check, compile and audit every agreement of this repository, and show the report')
    .option('--once', 'end after the summary instead of serving the report')
    .option('--json', 'print the results for programs and end')
    .addHelpText('after', EXAMPLES)
    .action(run);
};

async function run(options: Options): Promise<void> {
  const { startAll } = await import('./start-run.ts');
  const outcomes = await startAll(text => progress(text, options.json));
  const { isFine, startJson, summaryText } = await import('./start-summary.ts');
  process.exitCode = outcomes.every(isFine) ? EXIT.fine : EXIT.foundSomething;
  if (options.json) return printJson(startJson(outcomes));
  const { writeReport } = await import('./start-report.ts');
  const report = await writeReport(outcomes);
  print(summaryText(outcomes));
  if (options.once || !process.stdout.isTTY) return print(`\nReport: ${report}`);
  const { serveFile } = await import('./start-serve.ts');
  const { address } = await serveFile(report);
  print(`\nReport: ${address}   (Ctrl-C ends; it is also in ${report})`);
}
