import { join } from 'node:path';
import { plansText } from '../../lib/cli/backtest-text.ts';
import { readHistory } from '../../lib/history/index.ts';
import { termsOf } from '../../lib/promises/agreement.ts';
import { chooseSeries } from '../../lib/promises/availability/series.ts';
import { backtestPlan } from '../../lib/promises/credits/backtest.ts';
import { loadAgreement } from '../../lib/reader/index.ts';
import { ROOT } from '../../lib/root.ts';

const history = readHistory(join(ROOT, 'test', 'data', 'outage-history', 'upptime-summary.json'), {
  downWhen: { below: 1, above: undefined },
});

function linesOf(stem: string, width: number): readonly string[] {
  const { agreement } = loadAgreement(join(ROOT, 'agreements', `${stem}.yaml`));
  if (!agreement) throw new Error(`${stem} is not an agreement`);
  const plans = Object.keys(agreement.plans).map(plan => {
    const terms = termsOf(agreement, plan);
    const chosen = chooseSeries(history, terms.availability?.components ?? []);
    return { result: backtestPlan(plan, terms, chosen.history, agreement.zone), notes: chosen.notes };
  });
  return plansText(agreement.title ?? stem, plans, history.notes, width).split('\n');
}

const AGREEMENTS = [
  'predictive-database-operations',
  'sovereign-node',
  'enterprise-tiers',
  'alert-agent',
  'reserved-capacity-pricing',
];

test.each(AGREEMENTS)(
  '%s fits into 80 and 120 columns, and has no colour where there is no terminal',
  stem => {
    for (const width of [80, 120]) {
      const lines = linesOf(stem, width);
      expect(lines.filter(line => line.length > width)).toEqual([]);
      expect(lines.filter(line => line.includes('\u001b'))).toEqual([]);
    }
  },
);

test('an incomplete month is said to be one, with bounds in place of an uptime', () => {
  const may = linesOf('enterprise-tiers', 120).filter(line => line.startsWith('  2025-05'));
  expect(may).toHaveLength(2);
  for (const line of may) expect(line).toMatch(/45\.69–100\.00 % .*incomplete: not seen whole$/);
});

test('plans that came out alike are shown together, and what holds for all is said once', () => {
  const lines = linesOf('alert-agent', 120);
  expect(lines.filter(line => line.includes('promised'))).toEqual([
    'free, preview, starter, lean: 99.50 % promised, no credits agreed',
  ]);
  expect(lines.filter(line => line.includes('no series is named like'))).toHaveLength(1);
});

test('what was owed is a month and its share', () => {
  const lines = linesOf('enterprise-tiers', 120);
  expect(lines).toContainEqual(
    expect.stringMatching(/2025-06 .* 99\.9189 % .*below the promise, credit 10 %$/),
  );
  expect(lines).toContainEqual(
    expect.stringMatching(/as agreed +75 min, credit in 2 months: 20 % of a fee$/),
  );
});
