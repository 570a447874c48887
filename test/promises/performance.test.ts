import * as fc from 'fast-check';
import { parseDuration, parsePercent } from '../../lib/agreement/units/index.ts';
import { instantOf } from '../../lib/promises/availability/month.ts';
import { contradictions } from '../../lib/promises/performance/contradictions.ts';
import { readStepEvent, timeText } from '../../lib/promises/performance/events.ts';
import { judgeSteps, stepsIn, stepsOfMonth } from '../../lib/promises/performance/month.ts';
import {
  partiesOf,
  readParties,
  stoppedAfter,
  writtenParty,
} from '../../lib/promises/performance/parties.ts';
import {
  isLate,
  measureTimes,
  percentile,
  runsOf,
  type Step,
  type StepEvent,
  timesOf,
} from '../../lib/promises/performance/rules.ts';
import { watchParty, windowToWatch } from '../../lib/promises/performance/watching.ts';
import { agreementOf, environmentOf, termsWith } from './fixture.data.ts';

const STEP: Step = { from: 'begun', to: 'ended', within: parseDuration('30s'), exactly: 'late' };
const happened = (subject: string, event: string, at: number): StepEvent => ({
  ...{ tenant: 'oak', subject, event, at },
});
const measure = (events: readonly StepEvent[], asOf: number, step = STEP) =>
  measureTimes(step, timesOf(runsOf(step, events), asOf));

describe('AGENT-4: how long a step took', () => {
  const events = [
    happened('a', 'ended', 10_000),
    happened('a', 'begun', 0),
    happened('a', 'ended', 90_000),
    happened('b', 'begun', 0),
    happened('b', 'ended', 31_000),
    happened('c', 'begun', 0),
  ];

  test('in any order; redelivered ones once; one that never ends is late when its time is over, and open', () => {
    const expected = { count: 3, open: 1, late: 2, worst: 100_000, p50: 31_000, p95: 100_000, kept: false };
    expect(measure(events, 100_000)).toMatchObject(expected);
    expect(measure(events.toReversed(), 100_000)).toMatchObject(expected);
  });

  test('one that is open and still has time is undecided: it makes nothing look faster', () => {
    expect(measure(events, 20_000)).toMatchObject({ count: 3, open: 1, late: 1, worst: 31_000, p50: 10_000 });
    expect(measure([happened('c', 'begun', 0)], 20_000)).toMatchObject({ open: 1, late: 0, kept: undefined });
  });

  test('"less than 30 seconds" is late at exactly 30; "within" is not', () => {
    expect(isLate(STEP, 30_000)).toBe(true);
    expect(isLate(STEP, 29_999)).toBe(false);
    expect(isLate({ ...STEP, exactly: 'on-time' }, 30_000)).toBe(false);
    expect(isLate({ within: STEP.within }, 30_001)).toBe(true);
  });

  test('a check that started early took no time', () => {
    const early = [happened('c', 'begun', 5_000), happened('c', 'ended', 4_000)];
    expect(measure(early, 9_000)).toMatchObject({ worst: 0, late: 0, kept: true });
  });

  test('where only a share is promised, that share decides', () => {
    const step = { ...STEP, share: parsePercent('95%') };
    const of = (late: number) => ({
      ended: [...Array(100 - late).fill(1_000), ...Array(late).fill(60_000)],
      open: [],
    });
    expect(measureTimes(step, of(5))).toMatchObject({ late: 5, promised: 1_000, kept: true });
    expect(measureTimes(step, of(6))).toMatchObject({ late: 6, promised: 60_000, kept: false });
    expect(measureTimes(STEP, of(1))).toMatchObject({ promised: 60_000, kept: false });
  });

  test('percentiles by nearest rank; of nothing there is none', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect([50, 95, 99, 100, 7].map(share => percentile(hundred, share))).toEqual([50, 95, 99, 100, 7]);
    expect(percentile([], 50)).toBeUndefined();
  });
});

const event = fc.record({
  tenant: fc.constant('oak'),
  subject: fc.constantFrom('a', 'b', 'c', 'd'),
  event: fc.constantFrom('begun', 'ended', 'other'),
  at: fc.integer({ min: 0, max: 120_000 }),
});
const events = fc.array(event, { maxLength: 24 });

describe('events are a set', () => {
  test('their order is irrelevant', () => {
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (all, order) => {
        const shuffled = all
          .map(each => [order.next().value ?? 0, each] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, each]) => each);
        expect(measure(shuffled, 200_000)).toEqual(measure(all, 200_000));
      }),
    );
  });

  test('duplicates change nothing', () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat()), (all, again) => {
        const repeated = [...all, ...again.flatMap(at => all[at % Math.max(1, all.length)] ?? [])];
        expect(measure(repeated, 200_000)).toEqual(measure(all, 200_000));
      }),
    );
  });

  test('later events only ever end what was open, or move a first time back: none is lost', () => {
    fc.assert(
      fc.property(events, events, (first, more) => {
        const before = runsOf(STEP, first);
        const after = new Map(runsOf(STEP, [...first, ...more]).map(run => [run.subject, run]));
        for (const { subject, begun, ended } of before) {
          const now = after.get(subject);
          expect(now?.begun).toBeLessThanOrEqual(begun);
          if (ended !== undefined) expect(now?.ended).toBeLessThanOrEqual(ended);
        }
      }),
    );
  });

  test('an agreement that gives more time never finds more late', () => {
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 60 }), (all, seconds) => {
        const longer = { ...STEP, within: parseDuration(`${30 + seconds}s`) };
        expect(measure(all, 200_000, longer).late).toBeLessThanOrEqual(measure(all, 200_000).late);
      }),
    );
  });
});

describe('the events as they are put on the bus', () => {
  const detail = { tenant: 'oak', subject: 'alert-7', event: 'begun', at: '2026-10-07T12:00:00.250+02:00' };

  test('alone or in the envelope of EventBridge, with the time at which it happened', () => {
    const at = instantOf('2026-10-07T10:00:00Z') * 1000 + 250;
    expect(readStepEvent(detail)).toEqual(happened('alert-7', 'begun', at));
    expect(readStepEvent({ id: 'x', time: '2026-10-09T00:00:00Z', detail })).toEqual(readStepEvent(detail));
    expect(timeText(at)).toBe('2026-10-07T10:00:00.250Z');
  });

  test.each([
    ['a time without its offset', { ...detail, at: '2026-10-07T10:00:00' }],
    ['no subject', { ...detail, subject: '' }],
    ['no tenant', { subject: 'a', event: 'begun', at: detail.at }],
    ['a tenant that cannot be one', { ...detail, tenant: 'Oak / 1' }],
    ['nothing', null],
  ])('%s is refused', (_name, value) => {
    expect(() => readStepEvent(value)).toThrow();
  });
});

const steps = {
  fast: { from: 'begun', to: 'ended', within: '30s', exactly: 'late', stops: true },
  slow: { from: 'ended', to: 'closed', within: '10m' },
} as const;
const agreement = agreementOf({ a: { performance: { clause: 'T-1', steps } }, b: {} });
const environment = environmentOf({
  tenants: [
    { name: 'oak', plan: 'a', placement: 'pooled' },
    { name: 'elm', plan: 'a', placement: 'pooled' },
    { name: 'ash', plan: 'b', placement: 'pooled' },
    {
      name: 'fir',
      plan: 'b',
      placement: 'pooled',
      terms: { performance: { clause: 'T-1', steps: { fast: { ...steps.fast, within: '5s' } } } },
    },
  ],
});

describe('to whom it was promised', () => {
  const parties = partiesOf(agreement, environment);

  test('the tenants of a plan, and one with terms of its own; nobody else', () => {
    expect(parties.map(({ party, tenants }) => [party, tenants])).toEqual([
      ['plan-a', ['oak', 'elm']],
      ['tenant-fir', ['fir']],
    ]);
  });

  test('what the schedule sends reads back as it was agreed', () => {
    const sent = JSON.parse(JSON.stringify({ parties: parties.map(writtenParty) }));
    expect(readParties(sent)).toEqual(parties);
  });

  test('work is stopped at the shortest of the times that say so', () => {
    expect(stoppedAfter([termsWith({ performance: { clause: 'T-1', steps } }), {}])).toBe(30);
    expect(stoppedAfter([{}])).toBeUndefined();
  });

  test('two tenants may call different things by one name', () => {
    const [party] = parties;
    if (!party) throw new Error('no party');
    const [from, until] = windowToWatch(party, 1_000_000);
    expect([from, until]).toEqual([1_000_000 - 600_000 - 900_000, 1_000_000]);
    const oak = [happened('1', 'begun', 900_000)];
    const elm = [{ ...happened('1', 'ended', 901_000), tenant: 'elm' }];
    const [fast] = watchParty(party, [oak, elm], until);
    expect(fast).toMatchObject({ party: 'plan-a', step: 'fast', count: 1, open: 1, late: 1, worst: 100_000 });
  });
});

describe('a month of steps, as a statement keeps it', () => {
  const month = [instantOf('2026-10-01T00:00:00Z'), instantOf('2026-11-01T00:00:00Z')] as const;
  const [first, end] = [month[0] * 1000, month[1] * 1000];
  const only = { fast: STEP };

  test('a run belongs to the month in which it began, whenever it ended', () => {
    const seen = [
      happened('before', 'begun', first - 1),
      happened('before', 'ended', first + 5),
      happened('in', 'begun', end - 1),
      happened('in', 'ended', end + 40_000),
      happened('after', 'begun', end),
      happened('never', 'begun', first),
    ];
    const kept = stepsIn(only, seen, month);
    expect(kept.steps.fast).toEqual({
      took: [[40_001, 1]],
      late: [{ subject: 'in', begun: end - 1, ended: end + 40_000 }],
      open: [{ subject: 'never', begun: first }],
    });
    const [fast] = judgeSteps(only, stepsOfMonth.parse(JSON.parse(JSON.stringify(kept))));
    expect(fast).toMatchObject({ name: 'fast', count: 2, open: 1, late: 2, kept: false });
  });

  test('what a statement keeps gives the same figures as the events', () => {
    fc.assert(
      fc.property(events, all => {
        const inMonth = all.map(each => ({ ...each, at: first + 3_600_000 + each.at }));
        const kept = stepsIn(only, inMonth, month);
        const [judged] = judgeSteps(only, kept);
        expect(judged).toMatchObject(measure(inMonth, kept.asOf));
        expect(kept.steps.fast?.late.length).toBe((judged?.late ?? 0) - (judged?.open ?? 0));
      }),
    );
  });
});

describe('what cannot be promised so', () => {
  const found = (own: Partial<typeof steps.slow>) =>
    contradictions.flatMap(find =>
      find(
        agreementOf({ a: { performance: { clause: 'T-1', steps: { odd: { ...steps.slow, ...own } } } } }),
        undefined,
      ),
    );

  test('a step that begins and ends with one event, or that a closed month could not judge', () => {
    expect(found({})).toEqual([]);
    expect(found({ to: 'ended' } as object)).toMatchObject([
      { code: 'COV-STEP-TO-ITSELF', path: ['plans', 'a', 'performance', 'steps', 'odd', 'to'] },
    ]);
    expect(found({ within: '25h' } as object)).toMatchObject([{ code: 'COV-STEP-TOO-LONG' }]);
    expect(found({ within: '24h' } as object)).toEqual([]);
  });
});
