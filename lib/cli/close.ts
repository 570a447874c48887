import { join } from 'node:path';
import type { History } from '../promises/availability/history.ts';
import { EXIT } from './exit-codes.ts';
import { checkMonth } from './measure.ts';
import type { HistoryOptions } from './measuring-options.ts';
import { addHistoryOptions, historyFrom, seriesChoice } from './measuring-options.ts';
import { print, printJson, progress } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant close --environment sovereign --month 2026-10 --history outages.csv
  $ covenant close --environment enterprise --month 2026-10 --history export.json --claims tickets.yaml --out closed
  $ covenant close --environment sovereign --month 2026-10 --history corrected.csv     a correction: a counter-entry

Closing again changes nothing; later evidence makes a new revision of the statement and a counter-entry.
Exit codes: 0 every tenant is closed, 1 one is not, 2 a file that cannot be read.`;

interface Options extends HistoryOptions {
  readonly environment: string;
  readonly month: string;
  readonly claims?: string;
  readonly out?: string;
  readonly events?: string;
}

export const register: Register = program => {
  const command = program
    .command('close')
    .description('close a month locally for every tenant: ledger, credits, invoices, signed statements')
    .requiredOption('--environment <name>', 'the environment whose tenants are closed')
    .requiredOption('--month <month>', 'the calendar month, such as 2026-10');
  addHistoryOptions(command)
    .option('--claims <file>', 'YAML or JSON list of tickets: {tenant, month, ticket, at}')
    .option('--events <file>', 'events of work, for promised steps: a JSON list, or one event to a line')
    .option(
      '--out <folder>',
      'where ledgers and statements are kept (.covenant/closed/<environment> when left out)',
    )
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => run(options));
};

async function run(options: Options): Promise<void> {
  checkMonth(options.month);
  const [{ requireEnvironment }, { closedTenants }, { readClaims }, { closeMonth }] = await Promise.all([
    import('../reader/index.ts'),
    import('../promises/credits/contract.ts'),
    import('./close-claims.ts'),
    import('./close-month.ts'),
  ]);
  const { environment, agreement } = requireEnvironment(options.environment);
  const history: History = await historyFrom(options);
  const closed = await closeMonth({
    environment: environment.environment,
    agreement,
    tenants: closedTenants(agreement, environment),
    history,
    month: options.month,
    choice: seriesChoice(options),
    claims: await readClaims(options.claims),
    events: await eventsIn(options.events),
    out: options.out ?? join('.covenant', 'closed', environment.environment),
    progress: text => progress(text, options.json),
  });
  if (options.json) printJson(closed);
  else {
    const { closedText } = await import('./close-text.ts');
    for (const line of closedText(closed)) print(line);
  }
  process.exitCode = closed.tenants.every(({ ok }) => ok) ? EXIT.fine : EXIT.foundSomething;
}

async function eventsIn(file: string | undefined) {
  if (file === undefined) return undefined;
  const { parseEvents, readHistoryText } = await import('../history/index.ts');
  return parseEvents(file, readHistoryText(file));
}
