import fc from 'fast-check';
import { instantOf, isoOf } from '../../lib/promises/availability/month.ts';
import { componentOfAlarm, requestsOf } from '../../lib/promises/incidents/alarm.ts';
import { audiencesOf, toldSetting } from '../../lib/promises/incidents/audience.ts';
import { type IncidentLine, incidentsIn, refusedIncident } from '../../lib/promises/incidents/incident.ts';
import { isRefusal, nextLine } from '../../lib/promises/incidents/log.ts';
import { statusPlace } from '../../lib/promises/incidents/place.ts';
import { refusalOf } from '../../lib/promises/incidents/refusal.ts';
import {
  type IncidentRequest,
  type IncidentSaid,
  incidentRequest,
} from '../../lib/promises/incidents/requests.ts';
import { allReportTerms, hasPage, lateReports, reportDue } from '../../lib/promises/incidents/rules.ts';
import { agreementOf, environmentOf } from './fixture.data.ts';

const NOW = instantOf('2026-11-20T12:00:00Z');
const KNOWN = ['web', 'queue'];
const clause = 'T-1';

/** Lines as a log would hold them after these were said, one a minute. */
function said(...all: readonly (IncidentSaid & { id?: string; by?: string })[]): readonly IncidentLine[] {
  const lines: IncidentLine[] = [];
  for (const [at, { id = 'one', by = 'ada', ...what }] of all.entries()) {
    lines.push(nextLine(lines, { id, by, at: NOW + at * 60, said: what }));
  }
  return lines;
}

const open: IncidentSaid = { action: 'open', title: 'It hurts', impact: 'degraded', components: ['web'] };

describe('an incident', () => {
  test('is what its lines add up to', () => {
    const [incident] = incidentsIn(
      said(
        { ...open, text: 'Looking.' },
        { action: 'update', text: 'It is the queue.', state: 'identified', impact: 'outage' },
        { action: 'resolve' },
        { action: 'report', report: 'https://example.com/one' },
      ),
    );
    expect(incident).toMatchObject({ impact: 'outage', started: NOW, resolved: NOW + 120 });
    expect(incident?.report).toBe('https://example.com/one');
    expect(incident?.updates.map(({ state }) => state)).toEqual(['investigating', 'identified', 'resolved']);
  });

  test('stays resolved when it was, whatever is said later', () => {
    const lines = said(open, { action: 'resolve' }, { action: 'resolve', resolved: isoOf(NOW - 60) });
    expect(incidentsIn(lines)[0]?.resolved).toBe(NOW + 60);
  });

  test('the order in which lines are read does not matter', () => {
    const lines = said(open, { action: 'update', text: 'a' }, { action: 'resolve' }, { ...open, id: 'two' });
    fc.assert(
      fc.property(fc.shuffledSubarray([...lines], { minLength: lines.length }), shuffled => {
        const sorted = [...incidentsIn(shuffled)].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(sorted).toEqual(incidentsIn(lines));
      }),
    );
  });

  test.each<[string, readonly IncidentLine[], IncidentSaid, RegExp]>([
    ['opened twice', said(open), open, /never used twice/],
    ['of an unknown component', [], { ...open, components: ['webb'] }, /known: web, queue/],
    ['that starts in the future', [], { ...open, started: isoOf(NOW + 9000) }, /in the future/],
    ['that nobody opened', [], { action: 'update', text: 'x' }, /open it first/],
    ['resolved twice', said(open, { action: 'resolve' }), { action: 'resolve' }, /resolved already/],
    ['that ends before it starts', said(open), { action: 'resolve', resolved: isoOf(NOW - 5) }, /before it/],
    ['that ends in the future', said(open), { action: 'resolve', resolved: isoOf(NOW + 9000) }, /in the f/],
    ['reported while open', said(open), { action: 'report', report: 'https://e.com' }, /still open/],
    [
      'that goes on after its end',
      said(open, { action: 'resolve' }),
      { action: 'update', text: 'x', state: 'identified' },
      /open another/,
    ],
  ])('%s is refused', (_name, lines, what, reason) => {
    const refusal = refusedIncident(lines, { id: 'one', by: 'ada', said: what }, KNOWN, NOW + 3600);
    expect(refusal?.refused).toMatch(reason);
  });

  test('a request of the wrong shape is refused in one line that names the place', () => {
    const request = { id: 'one', by: 'ada', said: { ...open, started: 'yesterday' } };
    const { error } = incidentRequest.safeParse(request);
    if (!error) throw new Error('it was accepted');
    expect(refusalOf(error)).toEqual({
      refused: expect.stringMatching(/^started: write a time with its offset/),
    });
    expect(isRefusal(refusalOf(error))).toBe(true);
  });
});

describe('an alarm', () => {
  const rings = { component: 'web', title: 'Web site', ringing: true, at: NOW };

  /** What a log holds after changes of an alarm, each delivered as often as one likes. */
  function logged(lines: readonly IncidentLine[], ...changes: readonly (typeof rings)[]) {
    const log = [...lines];
    for (const change of changes) {
      for (const request of requestsOf(change, log)) {
        if (refusedIncident(log, request, KNOWN, change.at)) continue;
        log.push(nextLine(log, { ...request, at: change.at }));
      }
    }
    return log;
  }

  test('names a component, or it is about something else', () => {
    expect(componentOfAlarm('prod-outside-component-down-web', KNOWN)).toBe('web');
    expect(componentOfAlarm('prod-outside-health-check-web', KNOWN)).toBeUndefined();
  });

  test('opens an incident and ends it, once however often it is delivered', () => {
    const ok = { ...rings, ringing: false, at: NOW + 600 };
    const [incident, ...others] = incidentsIn(logged([], rings, rings, ok, ok, rings));
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      title: 'Web site cannot be reached',
      impact: 'outage',
      components: ['web'],
    });
    expect([incident?.started, incident?.resolved]).toEqual([NOW, NOW + 600]);
  });

  test('opens nothing where a person has opened something', () => {
    expect(requestsOf(rings, said(open))).toEqual([]);
    expect(requestsOf({ ...rings, component: 'queue' }, said(open))).toHaveLength(1);
  });

  test('leaves the end to people once one of them has written', () => {
    const id = requestsOf(rings, [])[0]?.id ?? '';
    const lines = nextLine(logged([], rings), {
      id,
      by: 'ada',
      at: NOW,
      said: { action: 'update', text: 'x' },
    });
    const log = [...logged([], rings), lines];
    const ok = { ...rings, ringing: false, at: NOW + 600 };
    const [incident] = incidentsIn(logged(log, ok, ok));
    expect(incident?.resolved).toBeUndefined();
    expect(incident?.updates.map(({ state }) => state)).toEqual(['investigating', undefined, 'watching']);
  });
});

describe('a post-incident report', () => {
  const incidents = (after: object, more: object = {}) =>
    agreementOf({
      gold: {
        incidents: { clause, 'status-page': true, 'told-by': ['status-page'], ...after, ...more },
      },
    } as Parameters<typeof agreementOf>[0]);
  const significant = incidents({
    'report-after': 'significant-outage',
    'significant-after': '30m',
    'report-within': '5d',
  });
  const lasting = (seconds: number, impact: 'outage' | 'degraded' = 'outage') => ({
    ...{ id: 'one', title: 'x', impact, started: NOW, resolved: NOW + seconds, updates: [] },
  });
  const terms = allReportTerms(significant, environmentOf());

  test('is due after an outage that lasted longer than agreed, as long after its end as agreed', () => {
    expect(reportDue(lasting(1801), terms)).toBe(NOW + 1801 + 5 * 86_400);
    expect(reportDue(lasting(1800), terms)).toBeUndefined();
    expect(reportDue(lasting(9000, 'degraded'), terms)).toBeUndefined();
    expect(reportDue({ ...lasting(9000), resolved: undefined }, terms)).toBeUndefined();
  });

  test('is due after every outage where that was agreed; of several promises the earliest holds', () => {
    const every = allReportTerms(
      incidents({ 'report-after': 'every-outage', 'report-within': '2d' }),
      environmentOf(),
    );
    expect(reportDue(lasting(60), every)).toBe(NOW + 60 + 2 * 86_400);
    expect(reportDue(lasting(9000), [...terms, ...every])).toBe(NOW + 9000 + 2 * 86_400);
  });

  test('is late from the second after, and no longer once it is there', () => {
    const due = reportDue(lasting(9000), terms) ?? 0;
    expect(lateReports([lasting(9000)], terms, due)).toEqual([]);
    expect(lateReports([lasting(9000)], terms, due + 1)).toHaveLength(1);
    const there = { ...lasting(9000), report: 'https://example.com/r' };
    expect(lateReports([there], terms, due + 1)).toEqual([]);
  });

  test('is never owed without figures', () => {
    expect(allReportTerms(incidents({ 'report-after': 'every-outage' }), environmentOf())).toEqual([]);
  });
});

describe('who is told', () => {
  const told = (...by: ('email' | 'status-page')[]) => ({
    incidents: { clause, 'status-page': true, 'told-by': by },
  });
  const agreement = agreementOf({ free: told('status-page'), paid: told('status-page', 'email') });
  const tenant = { placement: 'pooled', contact: 'it@example.com' } as const;
  const environment = environmentOf({
    tenants: [
      { ...tenant, name: 'oak', plan: 'paid' },
      { ...tenant, name: 'elm', plan: 'free' },
      { ...tenant, name: 'yew', plan: 'free', terms: told('email') },
    ],
  });

  test('by email: the customers of plans, and tenants, that were promised it', () => {
    const audiences = audiencesOf(agreement, environment);
    expect(audiences.map(({ name, tenants }) => [name, tenants.map(each => each.name)])).toEqual([
      ['paid', ['oak']],
      ['free-yew', ['yew']],
    ]);
    expect(toldSetting(audiences)).toEqual({ incidents: ['paid', 'free-yew'], maintenance: {} });
  });

  test('on a page, which has a name, and a region other than that of the service', () => {
    expect(hasPage(agreement, environment)).toBe(true);
    expect(hasPage(agreementOf({ free: {} }), environmentOf())).toBe(false);
    expect(statusPlace(environment)).toEqual({
      name: 'status.api.example.com',
      region: 'eu-west-1',
      certificate: undefined,
      inZone: true,
    });
    const own = { name: 'status.example.org', region: 'eu-north-1' };
    expect(statusPlace(environmentOf({ 'status-page': own }))).toMatchObject({ ...own, inZone: false });
  });
});

test('a request keeps what it says, and an id is plain', () => {
  const request: IncidentRequest = { id: 'db-1', by: 'ada', said: open };
  expect(incidentRequest.parse(request)).toEqual(request);
  expect(incidentRequest.safeParse({ ...request, id: 'a#b' }).success).toBe(false);
});
