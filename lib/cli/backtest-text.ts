import type { Variant } from '../promises/availability/sensitivity.ts';
import { percentText } from '../promises/availability/uptime.ts';
import type { BacktestMonth, PlanBacktest } from '../promises/credits/backtest.ts';
import { wrap } from '../report/wrap.ts';
import { minutes, percentNumber } from './backtest-json.ts';
import { paint } from './output.ts';

/** A plan and what had to be assumed to measure it. */
export interface PlanResult {
  readonly result: PlanBacktest;
  readonly notes: readonly string[];
}

/** From this width on there is room for the words beside the figures. */
const WIDE = 110;

/** Ten thousandths below 100 %, on a logarithmic scale, so that 99.99 and 99.9 look different. */
function bar(month: BacktestMonth, width: number): string {
  if (!month.complete) return '·'.repeat(width);
  const lost = 100 - percentNumber(month.deciding.measurement.uptime);
  const nines = lost <= 0 ? 5 : Math.min(5, Math.max(0, 2 - Math.log10(lost)));
  const full = Math.round((nines / 5) * width);
  const text = '█'.repeat(full) + '░'.repeat(width - full);
  return paint(month.below ? 'red' : 'green', text);
}

const barWidth = (width: number): number => (width >= WIDE ? 24 : 10);

function amount(seconds: number): string {
  return minutes(seconds).toLocaleString('en', { maximumFractionDigits: 1 });
}

function uptime(month: BacktestMonth): string {
  if (month.complete) return `${percentText(month.deciding.measurement.uptime, 4)} %`;
  const [low, high] = month.between ?? [];
  return low && high ? `${percentText(low, 2)}–${percentText(high, 2)} %` : 'not known';
}

function verdict(month: BacktestMonth): string {
  if (!month.complete) return 'incomplete: not seen whole';
  const credit = month.credit && month.credit.num > 0n ? `credit ${percentNumber(month.credit)} %` : '';
  const words = [month.below ? 'below the promise' : '', credit].filter(word => word !== '');
  return words.length > 0 ? paint('red', words.join(', ')) : '';
}

const INDENT = ' '.repeat(11);

function monthLines(month: BacktestMonth, width: number): readonly string[] {
  const { counted, excluded, unknown } = month.deciding.measurement;
  const numbers = [counted, excluded, unknown].map(seconds => amount(seconds).padStart(10)).join('');
  const figures = `  ${month.month}  ${bar(month, barWidth(width))}  ${uptime(month).padStart(16)} ${numbers}`;
  const words = verdict(month);
  if (words === '') return [figures];
  return width >= WIDE ? [`${figures}  ${words}`] : [figures, `${INDENT}${words}`];
}

function monthHeader(width: number): string {
  const figures = ['down min', 'excluded', 'unknown'].map(name => name.padStart(10)).join('');
  return `  ${'month'.padEnd(9)}${''.padEnd(barWidth(width) + 2)}${'uptime'.padStart(16)} ${figures}`;
}

function changeLine({ change, counted, creditMonths, credits }: Variant, hasCredits: boolean): string {
  const months = `${creditMonths} ${creditMonths === 1 ? 'month' : 'months'}`;
  const owed = hasCredits ? `, credit in ${months}: ${(credits * 100).toFixed(0)} % of a fee` : '';
  return `    ${change.padEnd(28)} ${amount(counted).padStart(8)} min${owed}`;
}

/** Only what changes something: most words of a policy cost nothing on most histories. */
function changeLines({ variants, hasCredits }: PlanBacktest, width: number): readonly string[] {
  const [agreed, ...others] = variants;
  if (!agreed) return [];
  const differs = others.filter(v => v.counted !== agreed.counted || v.credits !== agreed.credits);
  const same = others.filter(v => !differs.includes(v)).map(v => v.change);
  const silent = same.length > 0 ? wrap(`without effect here: ${same.join('; ')}`, width - 4) : [];
  return [
    '  What each word is worth, over the complete months together:',
    changeLine(agreed, hasCredits),
    ...differs.map(variant => changeLine(variant, hasCredits)),
    ...silent.map(line => `    ${line}`),
  ];
}

function promised({ measuring }: PlanBacktest): string {
  if (measuring.promise) return `${percentText(measuring.promise, 2)} % promised`;
  return measuring.named ? 'nothing promised' : 'nothing promised; read plainly, for comparison';
}

function credited({ hasCredits, creditMonths }: PlanBacktest): string {
  if (!hasCredits) return 'no credits agreed';
  return `${creditMonths} ${creditMonths === 1 ? 'month' : 'months'} with a credit`;
}

function bodyOf(result: PlanBacktest, width: number): string {
  return [
    monthHeader(width),
    ...result.months.flatMap(month => monthLines(month, width)),
    ...(result.measuring.named ? changeLines(result, width) : []),
  ].join('\n');
}

function noteLines(notes: readonly string[], width: number, indent = ''): readonly string[] {
  return notes.flatMap(note =>
    wrap(`note: ${note}`, width - indent.length).map((line, at) => `${indent}${at === 0 ? '' : '  '}${line}`),
  );
}

/** One plan on a terminal: its months, then what each policy and exclusion changed. */
function planText({ result, notes }: PlanResult, width: number, names: readonly string[]): string {
  const head = `${names.join(', ')}: ${promised(result)}, ${credited(result)}`;
  const heading = wrap(head, width).map(line => paint('bold', line));
  return [...heading, ...noteLines(notes, width, '  '), bodyOf(result, width), ''].join('\n');
}

/** Plans that promise the same and so came out the same, together. */
function alike(plans: readonly PlanResult[], width: number): readonly (readonly PlanResult[])[] {
  const groups = new Map<string, PlanResult[]>();
  for (const plan of plans) {
    const { result, notes } = plan;
    const key = [promised(result), credited(result), ...notes, bodyOf(result, width)].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), plan]);
  }
  return [...groups.values()];
}

/** All plans on a terminal below a title; what is true of every plan is said once. */
export function plansText(
  title: string,
  plans: readonly PlanResult[],
  shared: readonly string[],
  width: number,
): string {
  const common = (plans[0]?.notes ?? []).filter(note => plans.every(({ notes }) => notes.includes(note)));
  const own = plans.map(({ result, notes }) => ({
    result,
    notes: notes.filter(note => !common.includes(note)),
  }));
  const texts = alike(own, width).flatMap(group =>
    group.slice(0, 1).map(first =>
      planText(
        first,
        width,
        group.map(({ result }) => result.plan),
      ),
    ),
  );
  return [...wrap(title, width), ...noteLines([...shared, ...common], width), '', ...texts].join('\n');
}
