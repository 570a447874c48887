import { UsageError } from '../agreement/errors.ts';
import { EXIT } from './exit-codes.ts';
import type { HistoryOptions } from './measuring-options.ts';
import { addHistoryOptions, agreementFrom, componentsOf, forPlan, historyFrom } from './measuring-options.ts';
import { print, printJson } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant measure agreements/alert-agent.yaml --history outages.csv --month 2026-10
  $ covenant measure agreements/enterprise-tiers.yaml --history export.json --month 2026-10 --plan enterprise --json

Exit codes: 0 every promise of the month was kept, 1 one was not or the history does not cover the month,
2 a file that cannot be read.`;

interface Options extends HistoryOptions {
  readonly month: string;
  readonly plan?: string;
}

export const register: Register = program => {
  const command = program
    .command('measure')
    .description('measure one month of one agreement on one history')
    .argument('<agreement>', 'the agreement file');
  addHistoryOptions(command)
    .requiredOption('--month <month>', 'the calendar month, such as 2026-10')
    .option('--plan <plan>', 'one plan only')
    .addHelpText('after', EXAMPLES)
    .action((file: string, options: Options) => run(file, options));
};

/** @throws UsageError when it is not a month. */
export function checkMonth(month: string): void {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month))
    throw new UsageError(`--month "${month}" is not a month such as 2026-10`);
}

function plansOf(known: readonly string[], wanted: string | undefined): readonly string[] {
  if (wanted === undefined) return known;
  if (!known.includes(wanted))
    throw new UsageError(`there is no plan "${wanted}"; known: ${known.join(', ')}`);
  return [wanted];
}

async function run(file: string, options: Options): Promise<void> {
  checkMonth(options.month);
  const agreement = await agreementFrom(file);
  const names = plansOf(Object.keys(agreement.plans), options.plan);
  const history = await historyFrom(options);
  const [{ termsOf }, { backtestMonth }] = await Promise.all([
    import('../promises/agreement.ts'),
    import('../promises/credits/backtest.ts'),
  ]);
  const plans = [];
  for (const plan of names) {
    const terms = termsOf(agreement, plan);
    const chosen = await forPlan(options, history, componentsOf(agreement, terms.availability?.components));
    const result = backtestMonth(plan, terms, chosen.history, agreement.zone, options.month);
    plans.push({ result, notes: chosen.notes });
  }
  if (options.json) {
    const { planJson } = await import('./backtest-json.ts');
    const json = plans.map(({ result, notes }) => planJson(result, notes));
    printJson({ agreement: agreement.agreement, month: options.month, plans: json, notes: history.notes });
  } else {
    const { planText } = await import('./backtest-text.ts');
    for (const note of history.notes) print(`note: ${note}`);
    for (const { result, notes } of plans) print(planText(result, notes));
  }
  const kept = plans.every(({ result }) => result.months.every(month => month.complete && !month.below));
  process.exitCode = kept ? EXIT.fine : EXIT.foundSomething;
}
