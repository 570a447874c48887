import { dynamoHistory } from '../../lib/aws/history-store.ts';
import { dynamoNotices } from '../../lib/aws/notice-store.ts';
import { instantOf, isoOf } from '../../lib/promises/availability/month.ts';
import { writtenMaintenance, writtenPageInput } from '../../lib/promises/incidents/page-input.ts';
import { incidentSaid } from '../../lib/promises/incidents/requests.ts';
import { requireEnvironment } from '../../lib/reader/index.ts';
import { awsForPages } from './aws.data.ts';

const { agreement, environment } = requireEnvironment('alerts');
const NOW = instantOf('2026-11-19T11:00:00Z');
const SATURDAY = instantOf('2026-11-21T18:00:00Z');
const SERIES = ['shared/dashboard', 'shared/database', 'shared/alert-processing', 'shared/agent-containers'];

let aws: Awaited<ReturnType<typeof awsForPages>>;
let now = NOW;
const figures: string[] = [];
type Handler = (event: unknown) => Promise<unknown>;
const functions: Record<string, Handler> = {};

/** The handlers as they are deployed; each reads its settings when it is loaded. */
async function load(name: string): Promise<Handler> {
  const { handler } = (await import(`../../lambdas/${name}.ts`)) as { handler: Handler };
  return handler;
}

beforeAll(async () => {
  aws = await awsForPages();
  jest.spyOn(process.stdout, 'write').mockImplementation(line => figures.push(String(line)) > 0);
  jest.spyOn(Date, 'now').mockImplementation(() => now * 1000);
  Object.assign(process.env, {
    ...{ NOTICES: 'notices', HISTORY: 'page-history', SITE: 'site', ENVIRONMENT: 'alerts' },
    ...{ MEASUREMENT: 'history', MEASUREMENT_REGION: 'us-west-2', EXCLUDE: 'alerts-availability-exclude' },
    COMPONENTS: JSON.stringify(['dashboard', 'database']),
    TITLES: JSON.stringify({ dashboard: 'Dashboard', database: 'Database' }),
    TERMS: JSON.stringify(writtenMaintenance(agreement, environment)),
    TOLD: JSON.stringify({ incidents: ['lean'], maintenance: { scheduled: ['lean', 'starter'] } }),
    TOPICS: 'arn:aws:sns:eu-west-1:1:alerts-customers-',
    ...{ PUBLISH: 'alerts-status-publish', ADDRESS: 'https://status.example.com/' },
  });
  for (const table of ['notices', 'page-history']) await aws.table(table);
  const seen = dynamoHistory(aws.database, 'page-history');
  const since = NOW - 3 * 86_400;
  for (const series of SERIES) {
    const down = series === 'shared/database' ? [NOW - 7200, NOW - 3600] : [];
    await seen.merge(series, { seen: [since, NOW - 120], down });
    await seen.advance(series, { since, until: NOW - 120 });
  }
  const names = ['status-publish', 'incidents-write', 'incidents-alarm', 'incidents-tell'];
  for (const name of [...names, 'maintenance-write', 'maintenance-exclude'])
    functions[name] = await load(name);
}, 30_000);

afterAll(() => {
  jest.restoreAllMocks();
  return aws.stop();
});

function call(name: string, event: unknown): Promise<unknown> {
  aws.sent.length = 0;
  return functions[name]?.(event) ?? Promise.reject(new Error(name));
}

/** What was put into the bucket by the last run of the page. */
function published(path: string): string {
  return aws.sent.find(each => each.method === 'PUT' && each.path.startsWith(`/site/${path}`))?.body ?? '';
}

const INPUT = writtenPageInput(agreement, environment, 'body{}');

function alarm(state: string, at: number) {
  const message = { AlarmName: 'alerts-outside-component-down-dashboard', NewStateValue: state };
  const Message = JSON.stringify({ ...message, StateChangeTime: new Date(at * 1000).toISOString() });
  return { Records: [{ Sns: { Message } }] };
}

test('the page is made while neither health checks nor the region of the service answer', async () => {
  expect(await call('status-publish', INPUT)).toEqual({ files: 10 });
  const status = JSON.parse(published('status.json'));
  expect(status).toMatchObject({ environment: 'alerts', asOf: isoOf(NOW), state: 'up' });
  expect(status.incidents).toMatchObject([{ source: 'measured', components: ['database'], open: false }]);
  expect(published('index.html')).toContain('All 4 components are up');
  for (const path of ['atom.xml', 'feed.json', 'maintenance.ics', 'badge.svg', 'badges/dashboard.svg'])
    expect(published(path).length).toBeGreaterThan(50);
});

test('each page is counted, so that one that is missing rings', () => {
  expect(figures.map(line => JSON.parse(line))).toEqual([
    expect.objectContaining({ Environment: 'alerts', Published: 1, ReportsLate: 0 }),
  ]);
});

test('unknown is not up: without a look for a quarter of an hour the page says so', async () => {
  now = NOW + 1200;
  await call('status-publish', {});
  expect(JSON.parse(published('status.json')).state).toBe('unknown');
  now = NOW;
});

test('what an operator opens is on the page that is made for it, without being given the agreement again', async () => {
  const said = { action: 'open', title: 'Slow logins', impact: 'degraded', components: ['dashboard'] };
  const line = await call('incidents-write', { id: 'logins', by: 'ada', said });
  expect(line).toMatchObject({ id: 'logins', sequence: 1, at: NOW });
  expect(await call('incidents-write', { id: 'logins', by: 'ada', said })).toMatchObject({
    refused: expect.stringContaining('never used twice'),
  });
  await call('status-publish', {});
  expect(published('index.html')).toContain('Slow logins');
  expect(JSON.parse(published('status.json')).state).toBe('degraded');
});

test('each line is told to the plans that were promised it, and the page is asked for', async () => {
  const Keys = { kind: { S: 'incident' }, entry: { S: 'logins#000001' } };
  await call('incidents-tell', { Records: [{ eventName: 'INSERT', dynamodb: { Keys } }] });
  const [email, asked, ...rest] = aws.sent;
  expect(new URLSearchParams(email?.body).get('TopicArn')).toBe(
    'arn:aws:sns:eu-west-1:1:alerts-customers-lean',
  );
  expect(new URLSearchParams(email?.body).get('Subject')).toBe('Incident: Slow logins');
  expect(asked?.path).toContain('/functions/alerts-status-publish/invocations');
  expect(rest).toEqual([]);
});

test('an alarm opens an incident and ends it, delivered twice or not', async () => {
  await call('incidents-write', { id: 'logins', by: 'ada', said: { action: 'resolve' } });
  for (const event of [alarm('ALARM', NOW - 60), alarm('ALARM', NOW - 60), alarm('OK', NOW - 30)])
    await call('incidents-alarm', event);
  const lines = await dynamoNotices(aws.database, 'notices').lines('incident', incidentSaid);
  const own = lines.filter(({ by }) => by === 'alarm');
  expect(own.map(({ said }) => said.action)).toEqual(['open', 'resolve']);
});

test('maintenance is announced with the clock of the function, and judged for each plan', async () => {
  const times = { from: isoOf(SATURDAY), until: isoOf(SATURDAY + 1800) };
  const said = { action: 'announce', title: 'Upgrade', kind: 'scheduled', ...times };
  const line = await call('maintenance-write', { id: 'pg', by: 'ada', said });
  expect(line).toMatchObject({ at: NOW, counts: { free: null, lean: null } });
  const backdated = { ...said, announced: isoOf(NOW - 86_400) };
  expect(await call('maintenance-write', { id: 'other', by: 'ada', said: backdated })).toHaveProperty(
    'refused',
  );
  now = SATURDAY - 3600;
  const late = { id: 'late', by: 'ada', said: { ...said, title: 'Late' } };
  expect(await call('maintenance-write', late)).toMatchObject({
    counts: { lean: 'announced 1 h before, 24 h are required' },
  });
  await call('status-publish', {});
  const shown = JSON.parse(published('status.json')).maintenance;
  expect(
    shown.map(({ id, standing }: { id: string; standing: { counts: string } }) => [id, standing.counts]),
  ).toEqual([
    ['late', 'counted'],
    ['pg', 'excluded'],
  ]);
});

test('only what was announced in time is handed to the measurement, when it is over, and once', async () => {
  const terms = writtenMaintenance(agreement, environment);
  expect(await call('maintenance-exclude', terms)).toEqual({ excluded: [] });
  now = SATURDAY + 1800;
  expect(await call('maintenance-exclude', terms)).toEqual({ excluded: ['pg'] });
  expect(aws.sent).toHaveLength(1);
  expect(aws.sent[0]?.path).toContain('/functions/alerts-availability-exclude/invocations');
  expect(JSON.parse(aws.sent[0]?.body ?? '')).toEqual({
    ...{ id: 'pg', kind: 'maintenance', start: isoOf(SATURDAY), end: isoOf(SATURDAY + 1800) },
    announced: isoOf(NOW),
  });
  expect(await call('maintenance-exclude', terms)).toEqual({ excluded: [] });
});

test('what the measurement decided is kept here, so that the page knows it when that region is gone', async () => {
  await aws.table('history');
  const decided = {
    kind: 'customer',
    start: isoOf(NOW - 7200),
    end: isoOf(NOW - 3600),
    'decided-by': 'provider',
  };
  await dynamoHistory(aws.database, 'history').exclude('theirs', { id: 'theirs', ...decided });
  now = NOW;
  await call('status-publish', {});
  const mirrored = await dynamoHistory(aws.database, 'page-history').exclusions();
  expect(mirrored).toEqual([{ id: 'theirs', ...decided }]);
});
