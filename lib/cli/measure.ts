import { UsageError } from '../agreement/errors.ts';
import type { Terms } from '../promises/terms.ts';
import { EXIT } from './exit-codes.ts';
import type { TenantSteps } from './measure-steps.ts';
import type { HistoryOptions } from './measuring-options.ts';
import { addHistoryOptions, agreementFrom, componentsOf, forPlan, historyFrom } from './measuring-options.ts';
import { print, printJson, terminalWidth } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant measure agreements/alert-agent.yaml --history outages.csv --month 2026-10
  $ covenant measure agreements/enterprise-tiers.yaml --history export.json --month 2026-10 --plan enterprise --json
  $ covenant measure agreements/alert-agent.yaml --history outages.csv --events events.jsonl --month 2026-10 --plan lean

Exit codes: 0 every promise of the month was kept, 1 one was not or the history does not cover the month,
2 a file that cannot be read.`;

interface Options extends HistoryOptions {
  readonly month: string;
  readonly plan?: string;
  readonly events?: string;
}

export const register: Register = program => {
  const command = program
    .command('measure')
    .description('measure one month of one agreement on one history')
    .argument('<agreement>', 'the agreement file');
  addHistoryOptions(command)
    .requiredOption('--month <month>', 'the calendar month, such as 2026-10')
    .option('--plan <plan>', 'one plan only')
    .option('--events <file>', 'events of work, for promised steps: a JSON list, or one event to a line')
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
  const steps = await stepsMeter(options, agreement.zone);
  const plans = [];
  for (const plan of names) {
    const terms = termsOf(agreement, plan);
    const chosen = await forPlan(options, history, componentsOf(agreement, terms.availability?.components));
    const result = backtestMonth(plan, terms, chosen.history, agreement.zone, options.month);
    plans.push({ result, notes: chosen.notes, steps: steps(terms) });
  }
  if (options.json) {
    const { planJson } = await import('./backtest-json.ts');
    const { stepsJson } = await import('./measure-steps.ts');
    const json = plans.map(plan => ({
      ...planJson(plan.result, plan.notes),
      ...(plan.steps ? { performance: plan.steps.map(stepsJson) } : {}),
    }));
    printJson({ agreement: agreement.agreement, month: options.month, plans: json, notes: history.notes });
  } else {
    const { plansText } = await import('./backtest-text.ts');
    const { stepsText } = await import('./measure-steps.ts');
    const title = `${agreement.title ?? agreement.agreement}, ${options.month} on ${options.history}`;
    print(plansText(title, plans, history.notes, terminalWidth()));
    for (const { result, steps: measured = [] } of plans)
      for (const tenant of measured) print(`${result.plan}, ${stepsText(tenant)}`);
  }
  const kept = plans.every(
    ({ result, steps: measured = [] }) =>
      result.months.every(month => month.complete && !month.below) &&
      measured.every(tenant => tenant.steps.every(step => step.kept !== false)),
  );
  process.exitCode = kept ? EXIT.fine : EXIT.foundSomething;
}

type Meter = (terms: Terms) => readonly TenantSteps[] | undefined;

/** Measures the steps of a plan on the events of the options; nothing where there are none, or no steps. */
async function stepsMeter({ events: file, month }: Options, zone: string): Promise<Meter> {
  if (file === undefined) return () => undefined;
  const [{ parseEvents, readHistoryText }, { measureSteps }, { monthOf }] = await Promise.all([
    import('../history/index.ts'),
    import('./measure-steps.ts'),
    import('../promises/availability/month.ts'),
  ]);
  const events = parseEvents(file, readHistoryText(file));
  const { window } = monthOf(month, zone);
  return ({ performance }) => performance && measureSteps(performance.steps, events, window);
}
