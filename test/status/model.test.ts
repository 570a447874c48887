import { sentence } from '../../lib/status/words.ts';
import { bars } from '../../web/status/bars.ts';
import { at, FROM, history, model, NOW, part } from './fixtures.ts';

describe('what a component is now', () => {
  test('up while the last look found it up', () => {
    expect(part(model()).state).toBe('up');
    expect(sentence(model())).toBe('All 2 components are up');
  });

  test('unknown is not up: without data there is no state, only the last look', () => {
    const web = part(
      model([history({ web: { unknown: [['2026-11-20T15:00:00Z', '2026-11-20T17:00:00Z']] } })]),
    );
    expect([web.state, web.lastSeen]).toEqual(['unknown', at('2026-11-20T15:00:00Z')]);
  });

  test('a history that ends before the page says nothing about the time after it', () => {
    const web = part(model([history({}, { until: at('2026-11-20T12:00:00Z') })]));
    expect([web.state, web.lastSeen, web.days.at(-1)?.state]).toEqual([
      'unknown',
      at('2026-11-20T12:00:00Z'),
      'partly-unknown',
    ]);
  });

  test('a component of the agreement that no history has is without data, all days of it', () => {
    const { components } = history();
    const only = history({}, { components: { web: components.web ?? { down: [], unknown: [] } } });
    const queue = part(model([only]), 'queue');
    expect([queue.state, queue.lastSeen]).toEqual(['unknown', undefined]);
    expect(new Set(queue.days.map(({ state }) => state))).toEqual(new Set(['unknown']));
  });

  test('down when it is seen down, in maintenance when that was announced', () => {
    const down = history({ web: { down: [['2026-11-20T16:00:00Z', '2026-11-20T17:00:00Z']] } });
    expect(part(model([down])).state).toBe('down');
    const window = {
      id: 'm',
      title: 'Move',
      components: ['web'],
      from: '2026-11-20T16:00:00Z',
      until: '2026-11-20T18:00:00Z',
      announced: '2026-11-18T16:00:00Z',
    };
    const state = (more: object) => part(model([down], { maintenance: [{ ...window, ...more }] })).state;
    expect([state({}), state({ cancelled: '2026-11-19T00:00:00Z' })]).toEqual(['maintenance', 'down']);
  });

  test.each([
    ['outage', 'down'],
    ['degraded', 'degraded'],
    ['none', 'up'],
  ] as const)('what people write counts: %s', (impact, state) => {
    const incidents = [
      { id: 'i', title: 'Trouble', components: ['web'], impact, started: '2026-11-20T16:00:00Z' },
    ];
    expect(part(model([history()], { incidents })).state).toBe(state);
    expect(part(model([history()], { incidents }), 'queue').state).toBe('up');
  });

  test('the sentence names the worst first, and not more than a reader takes in', () => {
    const down = history({
      web: { down: [['2026-11-20T16:00:00Z', '2026-11-20T17:00:00Z']] },
      queue: { unknown: [['2026-11-20T16:00:00Z', '2026-11-20T17:00:00Z']] },
    });
    expect(sentence(model([down]))).toBe('1 component is down: Web site. No data on 1 component: Queue');
    expect(sentence({ components: [] })).toBe('No component is measured');
  });
});

describe('the last 90 days', () => {
  test('are local days: one of 25 hours when clocks go back, the last one only until now', () => {
    const { days } = part(model());
    expect(days).toHaveLength(90);
    expect(days[0]?.date).toBe('2026-08-23');
    expect(days.find(({ date }) => date === '2026-11-01')?.seconds).toBe(25 * 3600);
    expect(days.at(-1)).toMatchObject({ date: '2026-11-20', seconds: 12 * 3600 });
  });

  test('an outage over midnight is split at local midnight', () => {
    const { days } = part(
      model([history({ web: { down: [['2026-10-10T03:00:00Z', '2026-10-10T06:00:00Z']] } })]),
    );
    const of = (date: string) => days.find(day => day.date === date);
    expect([of('2026-10-09')?.down, of('2026-10-10')?.down]).toEqual([3600, 7200]);
    expect(of('2026-10-10')?.state).toBe('down');
  });

  test('a single second of downtime makes a day one with downtime, drawn large enough to be seen', () => {
    const second = history({ web: { down: [['2026-10-10T10:00:00Z', '2026-10-10T10:00:01Z']] } });
    const web = part(model([second]));
    expect(web.days.find(({ date }) => date === '2026-10-10')).toMatchObject({ state: 'down', down: 1 });
    expect(String(bars(web))).toContain('10 October 2026: down for 1 s</title>');
    expect(String(bars(web))).toMatch(/class="down" d="M\d+ 22h8v10h-8zM\d+ 40h8l-4-6z"/);
  });

  test('a day nobody looked at is unknown, one partly looked at says so', () => {
    const gap = history({ web: { unknown: [['2026-10-10T04:00:00Z', '2026-10-11T10:00:00Z']] } });
    const { days } = part(model([gap]));
    const of = (date: string) => days.find(day => day.date === date);
    expect([of('2026-10-10')?.state, of('2026-10-11')?.state]).toEqual(['unknown', 'partly-unknown']);
    expect(of('2026-10-11')?.unknown).toBe(6 * 3600);
  });

  test('maintenance that does not count is not called an outage; with too little notice it is', () => {
    const down = { web: { down: [['2026-10-10T10:00:00Z', '2026-10-10T11:00:00Z']] as const } };
    const exclusion = (announced: string) => ({
      id: 'm1',
      kind: 'maintenance',
      start: at('2026-10-10T10:00:00Z'),
      end: at('2026-10-10T12:00:00Z'),
      announced: at(announced),
    });
    const day = (announced: string) =>
      part(model([history(down, { exclusions: [exclusion(announced)] })])).days.find(
        ({ date }) => date === '2026-10-10',
      );
    expect(day('2026-10-09T10:00:00Z')).toMatchObject({ state: 'maintenance', down: 3600, excluded: 3600 });
    expect(day('2026-10-09T10:00:01Z')).toMatchObject({ state: 'down', down: 3600, excluded: 0 });
  });
});

test('series that stand for no component are shown by their own names, and the page says so', () => {
  const foreign = model([history({}, { components: { 'Main site': { down: [], unknown: [] } } })]);
  expect(foreign.components.map(({ title, state }) => [title, state])).toEqual([['Main site', 'up']]);
  const mapped = model(
    [history({}, { components: { 'Main site': { down: [], unknown: [] } } })],
    {},
    { map: { web: 'Main site' } },
  );
  expect(mapped.components.map(({ name, state }) => [name, state])).toEqual([
    ['web', 'up'],
    ['queue', 'unknown'],
  ]);
});

describe('several histories', () => {
  test('one fills the gap of another, and none takes back an outage', () => {
    const [first, second] = [
      history({
        web: {
          unknown: [['2026-10-10T10:00:00Z', '2026-10-10T11:00:00Z']],
          down: [['2026-10-12T10:00:00Z', '2026-10-12T10:10:00Z']],
        },
      }),
      history({ web: {} }),
    ];
    for (const order of [
      [first, second],
      [second, first],
    ]) {
      const { days } = part(model(order));
      expect(days.find(({ date }) => date === '2026-10-10')).toMatchObject({ state: 'up', unknown: 0 });
      expect(days.find(({ date }) => date === '2026-10-12')).toMatchObject({ state: 'down', down: 600 });
    }
  });

  test('read twice, they say the same', () => {
    const once = history({ web: { down: [['2026-10-10T10:00:00Z', '2026-10-10T11:00:00Z']] } });
    expect(model([once, once]).components).toEqual(model([once]).components);
    expect(model([once, once]).incidents).toEqual(model([once]).incidents);
  });

  test('one that knows only another component says nothing about this one', () => {
    const web = { web: { down: [], unknown: [] } };
    const queue = { queue: { down: [], unknown: [] } };
    const short = history({}, { components: queue, until: at('2026-10-10T04:00:00Z') });
    const { days, state } = part(model([history({}, { components: web }), short]), 'queue');
    expect(state).toBe('unknown');
    expect(days.find(({ date }) => date === '2026-10-10')?.state).toBe('unknown');
  });

  test('the time between them is unknown', () => {
    const [early, late] = [
      history({}, { until: at('2026-10-10T04:00:00Z') }),
      history({}, { from: at('2026-10-12T04:00:00Z') }),
    ];
    const { days } = part(model([late, early]));
    expect(days.filter(({ state }) => state === 'unknown').map(({ date }) => date)).toEqual([
      '2026-10-10',
      '2026-10-11',
    ]);
  });
});

test('a page as of an earlier instant knows nothing of what came later', () => {
  const later = history({ web: { down: [['2026-11-10T10:00:00Z', '2026-11-10T12:00:00Z']] } });
  const notices = {
    incidents: [
      {
        id: 'i',
        title: 'Trouble',
        components: ['web'],
        impact: 'outage' as const,
        started: '2026-11-10T10:00:00Z',
        resolved: '2026-11-10T12:00:00Z',
        report: 'https://example.com/report',
        updates: [{ at: '2026-11-10T11:30:00Z', text: 'Later' }],
      },
      { id: 'j', title: 'Not yet', impact: 'outage' as const, started: '2026-11-11T10:00:00Z' },
    ],
    maintenance: [
      {
        id: 'm',
        title: 'Move',
        from: '2026-11-12T10:00:00Z',
        until: '2026-11-12T11:00:00Z',
        announced: '2026-11-10T13:00:00Z',
      },
    ],
  };
  const then = model([later], notices, { asOf: at('2026-11-10T11:00:00Z') });
  expect(then.incidents).toHaveLength(1);
  expect(then.incidents[0]).toMatchObject({
    resolved: undefined,
    seconds: 3600,
    updates: [],
    report: undefined,
  });
  expect(then.maintenance).toEqual([]);
  expect(part(then).state).toBe('down');
  expect(FROM).toBeLessThan(NOW);
});
