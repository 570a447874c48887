import { percentText } from '../promises/availability/uptime.ts';
import type { BacktestMonth, PlanBacktest } from '../promises/credits/backtest.ts';

const CELL = { width: 96, height: 34, gap: 4 };
const LEFT = 150;
const TOP = 56;

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function fill(month: BacktestMonth): string {
  if (!month.complete) return '#d0d4da';
  if (month.credit && month.credit.num > 0n) return '#c0392b';
  return month.below ? '#d68910' : '#1e8449';
}

function words(month: BacktestMonth): string {
  if (!month.complete) return 'incomplete';
  return `${percentText(month.deciding.measurement.uptime, 3)} %`;
}

function cell(month: BacktestMonth, column: number, row: number): string {
  const x = LEFT + column * (CELL.width + CELL.gap);
  const y = TOP + row * (CELL.height + CELL.gap);
  const ink = month.complete ? '#fff' : '#333';
  const credit = month.credit && month.credit.num > 0n ? ` · ${percentText(month.credit, 0)} %` : '';
  return `<rect x="${x}" y="${y}" width="${CELL.width}" height="${CELL.height}" rx="4" fill="${fill(month)}"/><text x="${x + CELL.width / 2}" y="${y + 21}" text-anchor="middle" fill="${ink}" font-size="11">${words(month)}${credit}</text>`;
}

/** A picture of plans by months: green kept, orange below the promise, red with a credit, grey not covered. */
export function backtestSvg(agreement: string, plans: readonly PlanBacktest[]): string {
  const months = plans[0]?.months ?? [];
  const width = LEFT + months.length * (CELL.width + CELL.gap) + 20;
  const height = TOP + plans.length * (CELL.height + CELL.gap) + 40;
  const heads = months.map(
    ({ month }, i) =>
      `<text x="${LEFT + i * (CELL.width + CELL.gap) + CELL.width / 2}" y="${TOP - 8}" text-anchor="middle" font-size="12">${month}</text>`,
  );
  const rows = plans.map((plan, row) => {
    const y = TOP + row * (CELL.height + CELL.gap) + 21;
    return `<text x="16" y="${y}" font-size="13">${escaped(plan.plan)}</text>${plan.months.map((month, i) => cell(month, i, row)).join('')}`;
  });
  const legend = 'green: kept · orange: below the promise · red: credit owed · grey: history incomplete';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Uptime of each plan by month" font-family="system-ui, sans-serif">
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="16" y="26" font-size="16" font-weight="600">${escaped(agreement)}</text>
${heads.join('')}
${rows.join('\n')}
<text x="16" y="${height - 14}" font-size="11" fill="#555">${legend}</text>
</svg>
`;
}
