import { join as pathOf } from 'node:path';
import fc from 'fast-check';
import { defineAgreement, termsOf } from '../../lib/promises/agreement.ts';
import { monthOf } from '../../lib/promises/availability/month.ts';
import { measurePlanMonth, measuringOf } from '../../lib/promises/availability/rules.ts';
import { type Interval, spansOf } from '../../lib/promises/availability/spans.ts';
import { percentText } from '../../lib/promises/availability/uptime.ts';
import { loadAgreement } from '../../lib/reader/index.ts';
import { ROOT } from '../../lib/root.ts';
import { statusJson } from '../../lib/status/json.ts';
import { policyTexts, promiseText } from '../../lib/status/policy-words.ts';
import { AGREEMENT, at, FROM, history, INPUT, model, NOW } from './fixtures.ts';

const span = fc
  .tuple(fc.integer({ min: FROM, max: NOW }), fc.integer({ min: 1, max: 40_000 }))
  .map(([start, length]): Interval => [start, start + length]);
const seen = fc.record({
  down: fc.array(span, { maxLength: 20 }).map(spansOf),
  unknown: fc.array(span, { maxLength: 8 }).map(spansOf),
});

test('a whole month on the page is the month that the agreement measures, to the last digit', () => {
  fc.assert(
    fc.property(seen, seen, (web, queue) => {
      const own = history({}, { components: { web, queue } });
      const measuring = measuringOf(termsOf(AGREEMENT, 'basic').availability);
      for (const { month, state, deciding } of model([own]).measures[0]?.months ?? []) {
        if (state !== 'complete') continue;
        const direct = measurePlanMonth(measuring, own, monthOf(month, AGREEMENT.zone));
        expect(deciding.measurement).toEqual(direct.deciding.measurement);
      }
    }),
    { numRuns: 40 },
  );
});

test('the months: begun, not over, whole', () => {
  const months = model([history({}, { from: at('2026-08-10T00:00:00Z') })]).measures[0]?.months;
  expect(months?.map(({ month, state }) => `${month} ${state}`)).toEqual([
    '2026-08 incomplete',
    '2026-09 complete',
    '2026-10 complete',
    '2026-11 so-far',
  ]);
});

test('a month without data is not measured, whatever the policy makes of missing data', () => {
  const json = statusJson(model([history({}, { until: at('2026-09-10T00:00:00Z') })]));
  const october = json.uptime[0]?.months.find(({ month }) => month === '2026-10');
  expect(october).toMatchObject({ state: 'incomplete', uptime: null, downtimeMinutes: null });
});

test('a month that is not over is measured up to now: time to come is neither up nor down', () => {
  const own = INPUT['every-plan']?.availability;
  const measured = own?.measured && { ...own.measured, missing: 'as-down' as const };
  const agreement = defineAgreement({
    ...INPUT,
    plans: { basic: { availability: { clause: 'T-1', commitment: 'contract', promise: '99.5%', measured } } },
  });
  const [measure] = model([history()], {}, { agreement }).measures;
  expect(measure?.months.at(-1)).toMatchObject({
    state: 'so-far',
    deciding: { measurement: { counted: 0, unknown: 0 } },
  });
});

test('plans that are measured alike are shown together', () => {
  expect(model().measures.map(({ plans }) => plans)).toEqual([['Basic', 'Large']]);
  const apart = defineAgreement({
    ...INPUT,
    plans: {
      ...INPUT.plans,
      free: { title: 'Free', availability: { clause: 'T-1', commitment: 'best-effort' } },
    },
  });
  const measures = model([history()], {}, { agreement: apart }).measures;
  expect(measures.map(({ plans }) => plans)).toEqual([['Basic', 'Large'], ['Free']]);
  expect(measures.map(promiseText)).toEqual([
    '99.5 % uptime a month is promised',
    'Best effort: no uptime is promised',
  ]);
});

test('a golden month: 4 h 10 min in October, and 4 minutes that are too short to count', () => {
  const agreement = loadAgreement(pathOf(ROOT, 'agreements', 'alert-agent.yaml')).agreement;
  if (!agreement) throw new Error('the example does not load');
  const down = [
    ['2026-10-07T10:00:00Z', '2026-10-07T14:10:00Z'],
    ['2026-10-09T10:00:00Z', '2026-10-09T10:04:00Z'],
  ] as const;
  const parts = Object.keys(agreement.components ?? {}).map(name => [name, {}]);
  const found = model([history({ ...Object.fromEntries(parts), dashboard: { down } })], {}, { agreement });
  const october = found.measures[0]?.months.find(({ month }) => month === '2026-10');
  expect(october?.deciding).toMatchObject({
    component: 'dashboard',
    below: true,
    measurement: { counted: 15_000 },
  });
  expect(october && percentText(october.deciding.measurement.uptime, 4)).toBe('99.4399');
  expect(october?.components.filter(({ below }) => below).map(({ component }) => component)).toEqual([
    'dashboard',
  ]);
});

test('exactly the promise is not below it', () => {
  // 2026-09 has 43,200 minutes: 0.5 % are 216.
  const exact = (end: string) =>
    model([history({ web: { down: [['2026-09-10T10:00:00Z', end]] } })]).measures[0]?.months.find(
      ({ month }) => month === '2026-09',
    )?.deciding.below;
  expect([exact('2026-09-10T13:36:00Z'), exact('2026-09-10T13:36:01Z')]).toEqual([false, true]);
});

test('every policy is said in words, each choice differently', () => {
  const { policy } = measuringOf(termsOf(AGREEMENT, 'basic').availability);
  const choices = {
    order: ['exclude-first', 'qualify-first', 'bridge-exclusions'],
    scope: ['run-across-month', 'clip-first'],
    missing: ['as-up', 'as-down', 'bridge', 'excluded'],
    denominator: ['total', 'minus-excluded'],
    combine: ['each', 'series', 'parallel'],
    countsAfter: [0, 300, 600],
    inclusive: [true, false],
  };
  for (const [key, values] of Object.entries(choices)) {
    const texts = values.map(value => policyTexts({ ...policy, [key]: value }).join(' '));
    expect(new Set(texts).size).toBe(values.length);
  }
});
