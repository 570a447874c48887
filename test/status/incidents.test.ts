import { lastingText, noticeText, standingText } from '../../lib/status/words.ts';
import { at, history, model } from './fixtures.ts';

const OUTAGE = ['2026-11-10T10:00:00Z', '2026-11-10T10:20:00Z'] as const;
const WRITTEN = {
  id: 'i1',
  title: 'Pages do not load',
  components: ['web'],
  impact: 'outage' as const,
  started: '2026-11-10T09:55:00Z',
  resolved: '2026-11-10T10:30:00Z',
};

test('an outage that nobody wrote about is still on the page', () => {
  const [found, ...others] = model([history({ web: { down: [OUTAGE] } })]).incidents;
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    source: 'measured',
    title: 'Web site was seen down',
    seconds: 1200,
    components: ['web'],
  });
});

test('one that was written about is told once, with what was measured', () => {
  const { incidents } = model([history({ web: { down: [OUTAGE] }, queue: { down: [OUTAGE] } })], {
    incidents: [WRITTEN],
  });
  expect(incidents.map(({ title }) => title)).toEqual(['Queue was seen down', 'Pages do not load']);
  expect(incidents[1]?.measured).toEqual([{ component: 'web', seconds: 1200 }]);
});

test('a still open outage is shown as open, counted to now, neither for ever nor not at all', () => {
  const [found] = model([
    history({ web: { down: [['2026-11-20T15:00:00Z', '2026-11-20T17:00:00Z']] } }),
  ]).incidents;
  expect(found).toMatchObject({ resolved: undefined, seconds: 7200 });
  expect(found && lastingText(found)).toBe('Still open, for 2 h so far');
});

test('an outage stays open while nobody looked after it, and is over once it was seen up', () => {
  const after = (start: string) =>
    model([
      history({
        web: {
          down: [['2026-11-20T15:00:00Z', '2026-11-20T15:30:00Z']],
          unknown: [[start, '2026-11-20T17:00:00Z']],
        },
      }),
    ]).incidents[0]?.resolved;
  expect(after('2026-11-20T15:30:00Z')).toBeUndefined();
  expect(after('2026-11-20T15:31:00Z')).toBe(at('2026-11-20T15:30:00Z'));
});

test('calling an incident resolved does not hide an outage that goes on', () => {
  const down = history({ web: { down: [['2026-11-20T15:00:00Z', '2026-11-20T17:00:00Z']] } });
  const early = { ...WRITTEN, started: '2026-11-20T15:00:00Z', resolved: '2026-11-20T15:30:00Z' };
  const open = model([down], { incidents: [early] }).incidents.filter(
    ({ resolved }) => resolved === undefined,
  );
  expect(open.map(({ source }) => source)).toEqual(['measured']);
});

test('all outages are listed, however many', () => {
  const times = Array.from({ length: 900 }, (_, index) => {
    const start = at('2026-09-01T00:00:00Z') + index * 3600;
    return [new Date(start * 1000).toISOString(), new Date((start + 60) * 1000).toISOString()] as const;
  });
  expect(model([history({ web: { down: times } })]).incidents).toHaveLength(900);
});

describe('maintenance', () => {
  const window = {
    id: 'm1',
    title: 'Move',
    components: ['web'],
    from: '2026-11-10T10:00:00Z',
    until: '2026-11-10T11:00:00Z',
    announced: '2026-11-08T09:00:00Z',
  };
  const exclusion = {
    id: 'm1',
    kind: 'maintenance',
    start: at(window.from),
    end: at(window.until),
    announced: at(window.announced),
    components: ['web'],
  };
  const down = { web: { down: [OUTAGE] } };

  test('explains its own downtime, and says what it means', () => {
    const found = model([history(down, { exclusions: [exclusion] })], { maintenance: [window] });
    expect(found.incidents).toEqual([]);
    expect(found.maintenance).toHaveLength(1);
    const [view] = found.maintenance;
    expect(view).toMatchObject({ state: 'over', measured: [{ component: 'web', seconds: 1200 }] });
    expect(view && noticeText(view)).toBe('announced 2 d 1 h before');
    expect(view && standingText(view)).toBe('Downtime in it does not count.');
  });

  test('what runs over its end is an incident', () => {
    const long = { web: { down: [['2026-11-10T10:00:00Z', '2026-11-10T11:04:00Z']] as const } };
    expect(model([history(long)], { maintenance: [window] }).incidents).toHaveLength(1);
  });

  test('too little notice: the page says that its downtime counts, and why', () => {
    const late = { ...exclusion, announced: at('2026-11-10T00:00:00Z') };
    const [view] = model([history(down, { exclusions: [late] })], { maintenance: [window] }).maintenance;
    expect(view && standingText(view)).toBe(
      'Downtime in it counts: announced 10 h before, 24 h are required.',
    );
  });

  test('not on file: an announcement on the page alone excludes nothing', () => {
    const found = model([history(down)], { maintenance: [window] });
    expect(found.maintenance[0]?.standing).toEqual({ counts: 'not-on-file' });
    const november = found.measures[0]?.months.find(({ month }) => month === '2026-11');
    expect(november?.deciding.measurement.counted).toBe(1200);
  });

  test('what only the history knows is on the page too', () => {
    const found = model([history(down, { exclusions: [exclusion] })]);
    expect(found.maintenance).toMatchObject([
      { id: 'm1', title: 'Maintenance', standing: { counts: 'excluded' } },
    ]);
  });

  test('the next one comes first', () => {
    const coming = { ...window, id: 'm2', from: '2026-12-01T10:00:00Z', until: '2026-12-01T11:00:00Z' };
    const later = { ...window, id: 'm3', from: '2026-12-05T10:00:00Z', until: '2026-12-05T11:00:00Z' };
    const ids = model([history()], { maintenance: [later, window, coming] }).maintenance.map(({ id }) => id);
    expect(ids).toEqual(['m2', 'm3', 'm1']);
  });
});
