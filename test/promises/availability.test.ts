import { judgeExclusions, noticeGiven } from '../../lib/promises/availability/exclusions.ts';
import type { History } from '../../lib/promises/availability/history.ts';
import { instantOf as at, monthOf } from '../../lib/promises/availability/month.ts';
import { PLAIN } from '../../lib/promises/availability/policy.ts';
import { bounds, measurePlanMonth, measuringOf } from '../../lib/promises/availability/rules.ts';
import { availability } from '../../lib/promises/availability/schema.ts';
import { sensitivity } from '../../lib/promises/availability/sensitivity.ts';
import { chooseSeries } from '../../lib/promises/availability/series.ts';
import { spansOf } from '../../lib/promises/availability/spans.ts';
import { percentText } from '../../lib/promises/availability/uptime.ts';

const OCTOBER = monthOf('2026-10', 'UTC');
const start = at('2026-10-07T10:00:00Z');
const down = (from: number, until: number) => ({
  down: spansOf([[start + from * 60, start + until * 60]]),
  unknown: [],
});

const TERMS = availability.parse({
  clause: 'AGENT-1',
  commitment: 'contract',
  promise: '99.9%',
  measured: {
    order: 'exclude-first',
    scope: 'run-across-month',
    missing: 'as-up',
    denominator: 'total',
    'counts-after': '5m',
    combine: 'each',
  },
  excludes: [
    { kind: 'maintenance', notice: '24h' },
    { kind: 'third-party', 'decided-by': 'provider', evidence: 'required' },
    { kind: 'provider-outage' },
  ],
  counts: [{ kind: 'provider-outage' }],
});

const history = (components: History['components'], more: Partial<History> = {}): History => ({
  source: 'test',
  from: OCTOBER.window[0],
  until: OCTOBER.window[1],
  components,
  exclusions: [],
  notes: [],
  ...more,
});

describe('exclusions', () => {
  const { excludes } = measuringOf(TERMS);
  const claim = { id: 'x', kind: 'third-party', start, end: start + 60 };
  const reason = (more: object) => judgeExclusions([{ ...claim, ...more }], excludes).refused[0]?.reason;

  test('a kind that is both excluded and counted counts', () => {
    expect(excludes.map(({ kind }) => kind)).toEqual(['maintenance', 'third-party']);
    expect(reason({ kind: 'provider-outage' })).toBe('provider-outage is not excluded by this agreement');
  });

  test('what needs a decision needs the right one, with its evidence', () => {
    const decision = { accepted: true, by: 'provider', because: 'their status page', evidence: 'ticket 4' };
    expect(reason({})).toBe('needs a decision by provider');
    expect(reason({ decision: { ...decision, by: 'customer' } })).toBe(
      'decided by customer, but provider must decide',
    );
    expect(reason({ decision: { ...decision, evidence: undefined } })).toBe('has no evidence on file');
    expect(reason({ decision: { ...decision, accepted: false } })).toBe(
      'decided against by provider: their status page',
    );
    expect(reason({ decision })).toBeUndefined();
  });

  test('notice is elapsed time; the clock on the wall can be asked for', () => {
    const announced = at('2026-11-01T00:30:00-04:00');
    const begins = at('2026-11-02T00:00:00-05:00');
    expect(noticeGiven(announced, begins, { counted: 'elapsed', zone: 'America/New_York' }) / 3600).toBe(
      24.5,
    );
    expect(noticeGiven(announced, begins, { counted: 'wall-clock', zone: 'America/New_York' }) / 3600).toBe(
      23.5,
    );
  });
});

describe('a month of a plan', () => {
  const measuring = measuringOf(TERMS);

  test('with "each" the worst component decides, and every one is shown', () => {
    const found = measurePlanMonth(measuring, history({ a: down(0, 10), b: down(0, 30) }), OCTOBER);
    expect(found.deciding.component).toBe('b');
    expect(found.components.map(({ measurement }) => measurement.counted)).toEqual([600, 1800]);
    expect(percentText(found.deciding.measurement.uptime, 4)).toBe('99.9327');
  });

  test('series and parallel combine before the run is judged', () => {
    const combined = (combine: 'series' | 'parallel') =>
      measurePlanMonth(
        { ...measuring, policy: { ...measuring.policy, combine } },
        history({ a: down(0, 4), b: down(3, 8) }),
        OCTOBER,
      ).deciding.measurement.counted;
    expect(combined('series')).toBe(480);
    expect(combined('parallel')).toBe(0);
  });

  test('time that the history does not cover is unknown, the month incomplete, the uptime only bounded', () => {
    const half = history({ a: down(0, 30) }, { until: at('2026-10-16T00:00:00Z') });
    const found = measurePlanMonth(measuring, half, OCTOBER);
    expect(found.complete).toBe(false);
    expect(found.deciding.measurement.unknown).toBe(16 * 86_400);
    const [low, high] = bounds(measuring, half, OCTOBER).map(uptime => Number(percentText(uptime, 4)));
    expect([low, high]).toEqual([48.3198, 99.9327]);
  });

  test('an exclusion of one component does not excuse another', () => {
    const maintenance = {
      id: 'm',
      kind: 'maintenance',
      start,
      end: start + 1800,
      announced: start - 90_000,
      components: ['a'],
    };
    const found = measurePlanMonth(
      measuring,
      history({ a: down(0, 30), b: down(0, 30) }, { exclusions: [maintenance] }),
      OCTOBER,
    );
    expect(found.components.map(({ measurement }) => measurement.counted)).toEqual([0, 1800]);
  });

  test('sensitivity shows what a word and an exclusion are worth', () => {
    const maintenance = {
      id: 'm',
      kind: 'maintenance',
      start: start + 240,
      end: start + 1800,
      announced: start - 90_000,
    };
    const seen = history({ a: down(0, 7) }, { exclusions: [maintenance] });
    const variants = sensitivity(measuring, seen, [OCTOBER], () => ({ num: 0n, den: 1n }));
    const counted = (change: string) => variants.find(v => v.change === change)?.counted;
    expect(counted('as agreed')).toBe(0);
    expect(counted('order: qualify-first')).toBe(240);
    expect(counted('counts-after: 0m')).toBe(240);
    expect(counted('without exclusion m')).toBe(420);
  });
});

describe('which series stand for the components', () => {
  const seen = history({
    api: down(0, 5),
    web: down(0, 1),
    dead: { down: [...OCTOBER.window], unknown: [] },
  });

  test('by name, by map, by choice', () => {
    expect(Object.keys(chooseSeries(seen, ['api']).history.components)).toEqual(['api']);
    expect(Object.keys(chooseSeries(seen, ['front'], { map: { front: 'web' } }).history.components)).toEqual([
      'front',
    ]);
    expect(Object.keys(chooseSeries(seen, ['x'], { series: ['web', 'dead'] }).history.components)).toEqual([
      'web',
      'dead',
    ]);
    expect(() => chooseSeries(seen, ['x'], { series: ['nothing'] })).toThrow(
      /no series "nothing"; it has api, web, dead/,
    );
  });

  test('when no name fits, every series that was ever in service, and the rest is named', () => {
    const { history: chosen, notes } = chooseSeries(seen, ['something']);
    expect(Object.keys(chosen.components)).toEqual(['api', 'web']);
    expect(notes.join()).toContain('dead');
    expect(chooseSeries(seen, ['api', 'other']).notes.join()).toContain('nothing on other');
  });

  test('a plan that names no policy is read plainly', () => {
    expect(measuringOf(undefined)).toMatchObject({ policy: PLAIN, named: false, promise: undefined });
  });
});
