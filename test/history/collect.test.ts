import * as fc from 'fast-check';
import { type CollectTools, collect } from '../../lib/history/collect.ts';
import {
  join,
  observedFrom,
  type Reach,
  type Seen,
  UNSEEN,
} from '../../lib/promises/availability/collected.ts';
import { historyOfStored } from '../../lib/promises/availability/collecting.ts';
import { instantOf } from '../../lib/promises/availability/month.ts';
import { lengthOf, subtract } from '../../lib/promises/availability/spans.ts';
import { dynamoTable } from '../ledger/dynamo-table.ts';

const HOUR = 3600;
const DAY = 86_400;
const START = instantOf('2026-10-05T00:00:00Z');
const SERIES = { series: 'shared/api', host: 'eu.example.com', path: '/health' };
const CHECK = { id: 'check-1', host: SERIES.host, path: SERIES.path };

const table = dynamoTable();
afterAll(() => table.stop());

type Point = readonly [time: number, up: number];

/** A minute-by-minute status: up, down in the outages, and nothing in the gaps. */
function pointsOf(from: number, until: number, down: readonly Point[] = [], gaps: readonly Point[] = []) {
  const within = (at: number, spans: readonly Point[]) => spans.some(([a, b]) => at >= a && at < b);
  const out: Point[] = [];
  for (let at = from; at < until; at += 60) if (!within(at, gaps)) out.push([at, within(at, down) ? 0 : 1]);
  return out;
}

/** A CloudWatch that has these points, as far as they lie in the window that is asked for. */
function cloudWatch(points: readonly Point[]): CollectTools['points'] {
  return async (ids, [from, until]) => {
    const inside = points.filter(([at]) => at >= from && at < until);
    const samples = { times: inside.map(([at]) => at), up: inside.map(([, up]) => up) };
    return new Map(ids.map(id => [id, samples]));
  };
}

function memory() {
  const seen = new Map<string, Seen>();
  const reached = new Map<string, Reach>();
  return {
    seen,
    reached,
    reach: async (series: string) => reached.get(series),
    merge: async (series: string, more: Seen) =>
      void seen.set(series, join(seen.get(series) ?? UNSEEN, more)),
    advance: async (series: string, reach: Reach) => void reached.set(series, reach),
  };
}

const healthChecks = async () => [CHECK];

test('an outage is collected to the minute; what nobody saw is unknown and not up', async () => {
  const store = memory();
  const outage: Point = [START + 2 * HOUR, START + 2 * HOUR + 420];
  const gap: Point = [START + 4 * HOUR, START + 4 * HOUR + 600];
  const points = cloudWatch(pointsOf(START, START + 8 * HOUR, [outage], [gap]));
  const done = await collect({ ...store, healthChecks, points }, [SERIES], START + 8 * HOUR + 30);
  const observed = observedFrom(store.seen.get(SERIES.series) ?? UNSEEN, [START, START + 8 * HOUR]);
  expect(observed).toEqual({ down: [...outage], unknown: [...gap] });
  expect(done).toEqual({ series: 1, holeSeconds: 600, unchecked: [] });
});

test('late points fill a hole, and a late failure turns up into down, in whatever order they come', async () => {
  const all = pointsOf(START, START + 8 * HOUR, [[START + 3 * HOUR, START + 3 * HOUR + 600]]);
  const early = all.filter(([at]) => at % 180 !== 0);
  const shuffled = [...all, ...all.slice(0, 50)].toReversed();
  const store = memory();
  for (const [hours, points] of [
    [8, early],
    [9, shuffled],
    [9, early],
  ] as const) {
    await collect({ ...store, healthChecks, points: cloudWatch(points) }, [SERIES], START + hours * HOUR);
  }
  const once = memory();
  await collect({ ...once, healthChecks, points: cloudWatch(all) }, [SERIES], START + 9 * HOUR);
  expect(store.seen).toEqual(once.seen);
});

test('after two weeks without a run everything that CloudWatch still has is collected, and the rest stays unknown', async () => {
  const store = memory();
  const now = START + 20 * DAY;
  const points = cloudWatch(pointsOf(START, now));
  await collect({ ...store, healthChecks, points }, [SERIES], START + DAY);
  await collect({ ...store, healthChecks, points }, [SERIES], now);
  const { unknown } = observedFrom(store.seen.get(SERIES.series) ?? UNSEEN, [START, now]);
  expect(unknown[0]).toBe(START + DAY);
  expect(lengthOf(unknown)).toBe(4 * DAY + HOUR);
});

test('a component without a health check is told, and all of its time is a hole', async () => {
  const store = memory();
  const tools = { ...store, healthChecks: async () => [], points: cloudWatch([]) };
  const done = await collect(tools, [SERIES], START + DAY);
  expect(done.unchecked).toEqual([SERIES.series]);
  expect(done.holeSeconds).toBeGreaterThan(10 * DAY);
  expect(store.reached.size).toBe(0);
});

test('two checks while one replaces the other: a failure seen by either counts', async () => {
  const store = memory();
  const outage: Point = [START + HOUR, START + HOUR + 300];
  const one = pointsOf(START, START + 2 * HOUR, [outage]);
  const two = pointsOf(START + HOUR, START + 4 * HOUR);
  const tools: CollectTools = {
    ...store,
    healthChecks: async () => [CHECK, { ...CHECK, id: 'check-2' }],
    points: async () =>
      new Map(
        [one, two].map((points, i) => [
          `check-${i + 1}`,
          { times: points.map(([at]) => at), up: points.map(([, up]) => up) },
        ]),
      ),
  };
  await collect(tools, [SERIES], START + 4 * HOUR);
  const observed = observedFrom(store.seen.get(SERIES.series) ?? UNSEEN, [START, START + 4 * HOUR]);
  expect(observed).toEqual({ down: [...outage], unknown: [] });
});

test('DynamoDB: collectors at once, repeated and over days, lose nothing and add nothing', async () => {
  const store = await table.openHistory();
  const now = START + 3 * DAY;
  const outage: Point = [START + DAY - 600, START + DAY + 600];
  const points = cloudWatch(pointsOf(START, now, [outage]));
  const tools = { ...store, healthChecks, points };
  await Promise.all([collect(tools, [SERIES], now), collect(tools, [SERIES], now - HOUR)]);
  await collect(tools, [SERIES], now);
  const seen = await store.read(SERIES.series, [START, now]);
  expect(observedFrom(seen, [START, now])).toEqual({ down: [...outage], unknown: [] });
  expect(await store.reach(SERIES.series)).toEqual({ since: START, until: now });
  expect(await store.reach('shared/other')).toBeUndefined();
  expect(await store.read('shared/other', [START, now])).toEqual(UNSEEN);
});

test('DynamoDB: how far it reaches only ever grows, at either end', async () => {
  const store = await table.openHistory();
  await store.advance('s', { since: 100, until: 500 });
  await store.advance('s', { since: 120, until: 400 });
  expect(await store.reach('s')).toEqual({ since: 100, until: 500 });
  await store.advance('s', { since: 50, until: 450 });
  expect(await store.reach('s')).toEqual({ since: 50, until: 500 });
});

test('DynamoDB: an outage that only a longer window shows is in the month, however short the first look was', async () => {
  const store = await table.openHistory();
  const now = START + 3 * DAY;
  const outage: Point = [START + HOUR, START + 2 * HOUR];
  const all = pointsOf(START, now, [outage]);
  const recent = cloudWatch(all.filter(([at]) => at >= START + 2 * DAY));
  await collect({ ...store, healthChecks, points: recent }, [SERIES], now);
  const again = { ...store, reach: async () => undefined };
  await collect({ ...again, healthChecks, points: cloudWatch(all) }, [SERIES], now);
  const reach = await store.reach(SERIES.series);
  if (!reach) throw new Error('nothing was collected');
  const stored = new Map([['api', { reach, seen: await store.read(SERIES.series, [START, now]) }]]);
  const { components, from } = historyOfStored(stored, [], [START, now]);
  expect(from).toBe(START);
  expect(components.api).toEqual({ down: [...outage], unknown: [] });
});

test('whatever is read again, later, longer, shorter or with holes, no interval that was seen is lost', async () => {
  const minute = fc.integer({ min: 0, max: 240 });
  const reads = fc.array(fc.record({ at: minute, lost: fc.array(minute), forgets: minute }), {
    maxLength: 6,
  });
  const outages = fc.array(fc.tuple(minute, fc.integer({ min: 1, max: 30 })), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(outages, reads, async (down, looks) => {
      const store = memory();
      const truth = pointsOf(
        START,
        START + 4 * HOUR,
        down.map(([from, length]): Point => [START + from * 60, START + (from + length) * 60]),
      );
      let before: Seen = UNSEEN;
      for (const { at, lost, forgets } of looks) {
        const there = truth.filter(
          ([time]) => time >= START + forgets * 60 && !lost.includes((time - START) / 60),
        );
        // Each read asks for everything that CloudWatch still has: a longer window than the last one's.
        const tools = { ...store, reach: async () => undefined, healthChecks, points: cloudWatch(there) };
        await collect(tools, [SERIES], START + at * 60);
        const now = store.seen.get(SERIES.series) ?? UNSEEN;
        expect(subtract(before.seen, now.seen)).toEqual([]);
        expect(subtract(before.down, now.down)).toEqual([]);
        before = now;
      }
    }),
    { numRuns: 60 },
  );
});

test('DynamoDB: an exclusion is written once and never changed', async () => {
  const store = await table.openHistory();
  const maintenance = {
    id: 'm-1',
    kind: 'maintenance',
    start: '2026-10-07T10:00:00Z',
    end: '2026-10-07T11:00:00Z',
  };
  expect(await store.exclude('m-1', maintenance)).toBe(true);
  expect(await store.exclude('m-1', { ...maintenance, end: '2026-10-09T11:00:00Z' })).toBe(false);
  expect(await store.exclusions()).toEqual([maintenance]);
});

describe('what is collected beside the probes', () => {
  const canary = { series: 'shared/api/canary', canary: 'test-api', below: 100, every: 300 };
  const calls = {
    series: 'shared/api/calls',
    api: 'test-service',
    on: ['GET /v1/records'],
    above: '5%',
    atLeast: 20,
  };
  const now = START + 2 * HOUR;
  const probes = cloudWatch(pointsOf(START, now));
  const every = (step: number, value: (at: number) => number | undefined) => {
    const times = Array.from({ length: (2 * HOUR) / step }, (_, i) => START + i * step);
    const told = times.filter(at => value(at) !== undefined);
    return { times: told, values: told.map(at => value(at) ?? 0) };
  };
  const failing = (at: number) => at >= START + 1800 && at < START + 2400;
  /** A run every five minutes and some seconds late; a hole in the second hour; calls in the first half hour only. */
  const points = new Map([
    ['shared/api/canary#runs', every(300, at => (at === START + 4500 ? undefined : failing(at) ? 0 : 100))],
    ['shared/api/calls#GET /v1/records#calls', every(60, at => (at < START + 2100 ? 100 : 3))],
    ['shared/api/calls#GET /v1/records#failed', every(60, at => (failing(at) ? 50 : 0))],
  ]);
  const metrics: CollectTools['metrics'] = async (queries, [from, until]) =>
    new Map(
      queries.map(({ id }) => {
        const { times, values } = points.get(id) ?? { times: [], values: [] };
        const inside = times
          .map((at, i) => [at, values[i] ?? 0] as const)
          .filter(([at]) => at >= from && at < until);
        return [id, { times: inside.map(([at]) => at), values: inside.map(([, value]) => value) }];
      }),
    );

  test('runs hold until the next one; a missing run is a hole and alarms, a minute without calls does not', async () => {
    const store = memory();
    const tools = { ...store, healthChecks, points: probes, metrics };
    const done = await collect(tools, [SERIES], now, [canary, calls]);
    expect(store.seen.get(canary.series)).toEqual({
      seen: [START, START + 4560, START + 4800, now - 900],
      down: [START + 1800, START + 2400],
    });
    expect(store.seen.get(calls.series)).toEqual({
      seen: [START, START + 2100],
      down: [START + 1800, START + 2100],
    });
    expect(done).toEqual({ series: 3, holeSeconds: 240, unchecked: [] });
    expect(store.reached.get(calls.series)?.until).toBe(now);
  });

  test('reading again changes nothing', async () => {
    const [once, twice] = [memory(), memory()];
    for (const [store, times] of [
      [once, 1],
      [twice, 3],
    ] as const) {
      const tools = { ...store, healthChecks, points: probes, metrics };
      for (let i = 0; i < times; i++) await collect(tools, [SERIES], now, [canary, calls]);
    }
    expect(twice.seen).toEqual(once.seen);
  });
});
