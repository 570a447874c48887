import { EXIT } from './exit-codes.ts';
import type { HistoryOptions } from './measuring-options.ts';
import { addHistoryOptions, agreementFrom, componentsOf, forPlan, historyFrom } from './measuring-options.ts';
import { print, printJson, terminalWidth } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant backtest agreements/sovereign-node.yaml --history summary.json
  $ covenant backtest agreements/enterprise-tiers.yaml --history checks.tsv --max-gap 2h --series main-site
  $ covenant backtest my-agreement.yaml --history outages.csv --exclusions maintenance.yaml --svg picture.svg
  $ covenant backtest my-agreement.yaml --history export.json --json

A month that the history does not cover whole has no uptime, only bounds, and nothing is said to be owed for it.
Exit codes: 0 done, 2 a file that cannot be read.`;

interface Options extends HistoryOptions {
  readonly svg?: string;
}

export const register: Register = program => {
  const command = program
    .command('backtest')
    .description('what an agreement would have cost on a real outage history, plan by plan')
    .argument('<agreement>', 'the agreement file');
  addHistoryOptions(command)
    .option('--svg <file>', 'also write a picture: plans by months')
    .addHelpText('after', EXAMPLES)
    .action((file: string, options: Options) => run(file, options));
};

async function run(file: string, options: Options): Promise<void> {
  const [{ termsOf }, { backtestPlan }] = await Promise.all([
    import('../promises/agreement.ts'),
    import('../promises/credits/backtest.ts'),
  ]);
  const agreement = await agreementFrom(file);
  const history = await historyFrom(options);
  const plans = [];
  for (const plan of Object.keys(agreement.plans)) {
    const terms = termsOf(agreement, plan);
    const chosen = await forPlan(options, history, componentsOf(agreement, terms.availability?.components));
    plans.push({ result: backtestPlan(plan, terms, chosen.history, agreement.zone), notes: chosen.notes });
  }
  const results = plans.map(({ result }) => result);
  if (options.svg !== undefined) {
    const [{ writeFileSync }, { backtestSvg }] = await Promise.all([
      import('node:fs'),
      import('./backtest-svg.ts'),
    ]);
    writeFileSync(options.svg, backtestSvg(agreement.title ?? agreement.agreement, results));
  }
  if (options.json) {
    const { planJson } = await import('./backtest-json.ts');
    const json = plans.map(({ result, notes }) => planJson(result, notes));
    printJson({ agreement: agreement.agreement, plans: json, source: history.source, notes: history.notes });
  } else {
    const { plansText } = await import('./backtest-text.ts');
    const title = `${agreement.title ?? agreement.agreement}, on ${options.history} (${history.source})`;
    print(plansText(title, plans, history.notes, terminalWidth()));
  }
  process.exitCode = EXIT.fine;
}
