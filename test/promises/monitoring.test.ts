import { defineAgreement } from '../../lib/promises/agreement.ts';
import { errorBudget, isWatched, levelOf, muteWindows } from '../../lib/promises/monitoring/rules.ts';

const monitoring = (level: 'standard' | 'enhanced') => ({ clause: 'M-1', automated: true, level });
const agreement = defineAgreement({
  agreement: 'monitoring',
  version: 1,
  effective: '2026-01-01',
  zone: 'Etc/UTC',
  currency: 'EUR',
  clauses: { 'M-1': 'Watched.' },
  plans: {
    basic: { monitoring: monitoring('standard') },
    best: {
      monitoring: monitoring('enhanced'),
      availability: { clause: 'M-1', commitment: 'contract', promise: '99.99%' },
      maintenance: {
        clause: 'M-1',
        kinds: {
          weekly: { notice: '24h', 'lasts-under': '1h', when: 'weekends', downtime: true },
          emergency: { notice: 'best-effort', downtime: true },
          silent: { notice: 'none', 'lasts-under': '1h', when: 'any-time', downtime: false },
        },
      },
    },
    good: { availability: { clause: 'M-1', commitment: 'target', promise: '99.9%' } },
    none: {},
  },
});

test('the strongest level of those who share a service is what it is watched at', () => {
  expect(levelOf(agreement, ['basic', 'best'])).toBe('enhanced');
  expect(levelOf(agreement, ['basic', 'none'])).toBe('standard');
  expect(levelOf(agreement, ['none'])).toBeUndefined();
});

test('the strictest uptime leaves the smallest room for failed calls', () => {
  expect(errorBudget(agreement, ['best', 'good'])).toBeCloseTo(0.0001, 10);
  expect(errorBudget(agreement, ['good'])).toBeCloseTo(0.001, 10);
  expect(errorBudget(agreement, ['none'])).toBeUndefined();
});

test('paging rests only in maintenance whose length and days are bounded', () => {
  expect(muteWindows(agreement)).toEqual([{ kind: 'weekly', weekDays: 'SAT,SUN', hour: 3, minutes: 60 }]);
});

test('who is promised an uptime or a watch is watched', () => {
  const { basic, good, none } = agreement.plans;
  expect([basic, good, none].map(plan => plan && isWatched([plan]))).toEqual([true, true, false]);
});
