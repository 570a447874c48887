import type { Variant } from '../promises/availability/sensitivity.ts';
import { percentText } from '../promises/availability/uptime.ts';
import type { BacktestMonth, PlanBacktest } from '../promises/credits/backtest.ts';
import { minutes, percentNumber } from './backtest-json.ts';
import { paint } from './output.ts';

const WIDTH = 24;

/** Ten thousandths below 100 %, on a logarithmic scale, so that 99.99 and 99.9 look different. */
function bar(month: BacktestMonth): string {
  if (!month.complete) return '·'.repeat(WIDTH);
  const lost = 100 - percentNumber(month.deciding.measurement.uptime);
  const nines = lost <= 0 ? 5 : Math.min(5, Math.max(0, 2 - Math.log10(lost)));
  const full = Math.round((nines / 5) * WIDTH);
  const text = '█'.repeat(full) + '░'.repeat(WIDTH - full);
  return paint(month.below ? 'red' : 'green', text);
}

function amount(seconds: number): string {
  return minutes(seconds).toLocaleString('en', { maximumFractionDigits: 1 });
}

function uptime(month: BacktestMonth): string {
  if (month.complete) return `${percentText(month.deciding.measurement.uptime, 4)} %`;
  const [low, high] = month.between ?? [];
  return low && high ? `${percentText(low, 2)}–${percentText(high, 2)} %` : 'not known';
}

function verdict(month: BacktestMonth): string {
  if (!month.complete) return 'incomplete: the history does not cover all of it';
  const credit = month.credit && month.credit.num > 0n ? `credit ${percentNumber(month.credit)} %` : '';
  const words = [month.below ? 'below the promise' : '', credit].filter(word => word !== '');
  return words.length > 0 ? paint('red', words.join(', ')) : '';
}

function monthLine(month: BacktestMonth): string {
  const { counted, excluded, unknown } = month.deciding.measurement;
  const numbers = [counted, excluded, unknown].map(seconds => amount(seconds).padStart(10)).join('');
  return `  ${month.month}  ${bar(month)}  ${uptime(month).padStart(16)} ${numbers}  ${verdict(month)}`.trimEnd();
}

const MONTH_HEADER = `  ${'month'.padEnd(9)}${''.padEnd(WIDTH + 2)}${'uptime'.padStart(16)} ${'down min'.padStart(10)}${'excluded'.padStart(10)}${'unknown'.padStart(10)}`;

/** Only what changes something: most words of a policy cost nothing on most histories. */
function changeLines([agreed, ...others]: readonly Variant[]): string[] {
  if (!agreed) return [];
  const line = (v: Variant) =>
    `    ${v.change.padEnd(36)} ${amount(v.counted).padStart(10)} min  ${String(v.creditMonths).padStart(2)} credit months  ${(v.credits * 100).toFixed(0).padStart(3)} % of a month's fee`;
  const differs = others.filter(v => v.counted !== agreed.counted || v.credits !== agreed.credits);
  const same = others.filter(v => !differs.includes(v)).map(v => v.change);
  const silent = same.length > 0 ? [`    without effect here: ${same.join('; ')}`] : [];
  return [
    '  What each word is worth (complete months together):',
    line(agreed),
    ...differs.map(line),
    ...silent,
  ];
}

function promised({ measuring }: PlanBacktest): string {
  if (!measuring.promise)
    return measuring.named ? 'nothing promised' : 'nothing promised; read plainly, for comparison';
  return `${percentText(measuring.promise, 2)} % promised`;
}

/** One plan on a terminal: its months, then what each policy and exclusion changed. */
export function planText(backtest: PlanBacktest, notes: readonly string[]): string {
  const credits = `${backtest.creditMonths} ${backtest.creditMonths === 1 ? 'month' : 'months'} with a credit`;
  return [
    paint('bold', `${backtest.plan}: ${promised(backtest)}, ${credits}`),
    ...notes.map(note => `  note: ${note}`),
    MONTH_HEADER,
    ...backtest.months.map(monthLine),
    ...(backtest.measuring.named ? changeLines(backtest.variants) : []),
    '',
  ].join('\n');
}
