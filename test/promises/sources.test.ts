import * as fc from 'fast-check';
import { type AgreementInput, defineAgreement } from '../../lib/promises/agreement.ts';
import type { Seen } from '../../lib/promises/availability/collected.ts';
import { contradictions } from '../../lib/promises/availability/contradictions.ts';
import {
  allFurtherSeries,
  canariesOf,
  joinedSeriesOf,
  metricsOf,
  readFurther,
} from '../../lib/promises/availability/further-sources.ts';
import { DOWN_WHEN, joinSources, seenInCalls } from '../../lib/promises/availability/sources.ts';
import { intersect, lengthOf, spansOf, subtract, union } from '../../lib/promises/availability/spans.ts';
import { environmentOf } from './fixture.data.ts';

const seen = (looked: readonly number[], down: readonly number[]): Seen => ({ seen: looked, down });

test('each moment is decided by those that looked; nobody looking is unknown', () => {
  const probe = seen([0, 100], [10, 50]);
  const canary = seen([0, 60], [40, 60]);
  const calls = seen([45, 90], [45, 90]);
  const all = [probe, canary, calls];
  expect(joinSources('any', all)).toEqual({ seen: [0, 100], down: [10, 90] });
  // 10-40: one of two; 40-45: both; 45-50: all three; 50-60: two of three; 60-90: one of two.
  expect(joinSources('most', all).down).toEqual([10, 90]);
  expect(joinSources('all', all).down).toEqual([40, 50]);
  expect(joinSources('most', [probe, seen([0, 100], []), seen([0, 100], [])]).down).toEqual([]);
  expect(joinSources('any', [])).toEqual({ seen: [], down: [] });
});

const spans = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 })), { maxLength: 4 })
  .map(list => spansOf(list.map(([from, length]) => [from, from + length] as const)));
const source = fc.tuple(spans, spans).map(([looked, down]) => seen(looked, intersect(looked, down)));
const sources = fc.array(source, { minLength: 1, maxLength: 4 });

test('any is at least as strict as most, and most as all; none invents time', () => {
  fc.assert(
    fc.property(sources, given => {
      const [any, most, all] = DOWN_WHEN.map(how => joinSources(how, given));
      expect(subtract(all?.down ?? [], most?.down ?? [])).toEqual([]);
      expect(subtract(most?.down ?? [], any?.down ?? [])).toEqual([]);
      expect(any?.down).toEqual(given.map(({ down }) => down).reduce(union, []));
      expect(any?.seen).toEqual(given.map(({ seen: looked }) => looked).reduce(union, []));
    }),
  );
});

test('the order of sources is irrelevant, and one source alone decides', () => {
  fc.assert(
    fc.property(sources, fc.constantFrom(...DOWN_WHEN), (given, how) => {
      expect(joinSources(how, given.toReversed())).toEqual(joinSources(how, given));
      const [first] = given;
      if (first) expect(joinSources(how, [first])).toEqual(first);
    }),
  );
});

describe('what calls of customers say (AWS fact 5)', () => {
  const rule = { above: '5%', atLeast: 20 };
  const points = (values: readonly number[], from = 0) => ({
    times: values.map((_, i) => (from + i) * 60),
    values,
  });

  test('down above the share, up at it; few calls, none, or errors that are not there yet say nothing', () => {
    const counts = [points([100, 100, 19, 0, 20, 100])];
    const errors = [points([5, 6, 19, 0, 2])];
    expect(seenInCalls(counts, errors, rule)).toEqual(seen([0, 120, 240, 300], [60, 120, 240, 300]));
  });

  test('methods are added up; a point told twice counts once, with its later value', () => {
    const again = { times: [0, 0], values: [12, 90] };
    const found = seenInCalls([again, points([10])], [points([2]), points([3])], rule);
    expect(found).toEqual(seen([0, 60], []));
    expect(seenInCalls([points([50]), points([50])], [points([3]), points([3])], rule).down).toEqual([0, 60]);
  });

  test('more failures never make it better', () => {
    const minute = fc.record({
      calls: fc.integer({ min: 0, max: 200 }),
      failed: fc.integer({ min: 0, max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(minute), fc.integer({ min: 0, max: 50 }), (minutes, more) => {
        const counts = [points(minutes.map(({ calls }) => calls))];
        const few = seenInCalls(counts, [points(minutes.map(({ failed }) => failed))], rule);
        const many = seenInCalls(counts, [points(minutes.map(({ failed }) => failed + more))], rule);
        expect(lengthOf(few.down)).toBeLessThanOrEqual(lengthOf(many.down));
        expect(many.seen).toEqual(few.seen);
      }),
    );
  });
});

type Component = NonNullable<AgreementInput['components']>[string];
const canary: Component['canary'] = { get: ['/v1/health', '/v1/records'], every: '5m', success: '100%' };
const errors: Component['errors'] = {
  on: ['GET /v1/records', 'POST /v1/records'],
  above: '5%',
  'at-least': 20,
};
const probe = { get: '/v1/health', every: '30s' } as const;

function agreementWith(component: Component) {
  return defineAgreement({
    ...{ agreement: 'sources', version: 1, effective: '2026-01-01', zone: 'Etc/UTC', currency: 'EUR' },
    clauses: { 'S-1': 'Up.' },
    components: { api: component },
    plans: { small: { availability: { clause: 'S-1', commitment: 'target', promise: '99.9%' } } },
  });
}

const environment = environmentOf({
  tenants: [
    { name: 'oak', plan: 'small', placement: 'pooled' },
    { name: 'elm', plan: 'small', placement: 'pooled' },
    { name: 'fir', plan: 'small', placement: 'dedicated' },
  ],
});
const whole = agreementWith({ probe, canary, errors, 'down-when': 'most' });

describe('the sources of a component', () => {
  test('tenants that share a service share its canary; a dedicated one has its own', () => {
    expect(canariesOf(whole, environment).map(({ name, urls }) => [name, urls[0]])).toEqual([
      ['test-api', 'https://eu-central-1.api.example.com/v1/health'],
      ['test-fir-api', 'https://eu-central-1.fir.api.example.com/v1/health'],
    ]);
    expect(allFurtherSeries(whole, environment).map(({ series }) => series)).toEqual([
      ...['shared/api/canary', 'shared/api/calls', 'tenant/fir/api/canary', 'tenant/fir/api/calls'],
    ]);
  });

  test('what the schedule sends reads back; each call is two metrics, a canary one', () => {
    const further = allFurtherSeries(whole, environment);
    expect(readFurther(JSON.parse(JSON.stringify({ further })))).toEqual(further);
    expect(readFurther({ series: [] })).toEqual([]);
    expect(further.slice(0, 2).map(each => metricsOf(each).map(({ metric }) => metric))).toEqual([
      ['SuccessPercent'],
      ['Count', '5XXError', 'Count', '5XXError'],
    ]);
  });

  test('the close is told how they decide together, and nothing where there is a probe alone', () => {
    const [oak] = environment.tenants;
    if (!oak) throw new Error('no tenant');
    expect(joinedSeriesOf(whole, environment, oak)).toEqual({
      api: { downWhen: 'most', series: ['shared/api/canary', 'shared/api/calls'] },
    });
    expect(joinedSeriesOf(agreementWith({ probe }), environment, oak)).toEqual({});
  });
});

test.each([
  ['COV-SOURCE-UNPROBED', { errors, 'down-when': 'any' }],
  ['COV-SOURCES-OPEN', { probe, canary }],
  ['COV-CANARY-RATE', { probe, canary: { ...canary, every: '90s' }, 'down-when': 'any' }],
  [undefined, { probe, canary, errors, 'down-when': 'all' }],
  [undefined, { probe }],
] as const)('%s', (code, component) => {
  const agreement = agreementWith(JSON.parse(JSON.stringify(component)));
  const codes = contradictions.flatMap(find => find(agreement, environment)).map(found => found.code);
  const own = codes.filter(found => /SOURCE|CANARY/.test(found));
  expect(own).toEqual(code ? [code] : []);
});

test('no region has more than 200 canaries (AWS fact 25)', () => {
  const many = environmentOf({
    tenants: Array.from({ length: 201 }, (_, i) => ({
      name: `t${i}`,
      plan: 'small',
      placement: 'dedicated',
    })),
  });
  const codes = contradictions.flatMap(find => find(whole, many)).map(({ code }) => code);
  expect(codes).toContain('COV-CANARY-QUOTA');
});
