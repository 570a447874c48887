import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../lib/cli/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'covenant-status-'));
const HISTORY = {
  from: '2026-08-01T07:00:00Z',
  until: '2026-11-20T12:00:00Z',
  components: {
    dashboard: { down: [['2026-10-07T10:00:00Z', '2026-10-07T14:10:00Z']] },
    'agent-containers': { down: [['2026-11-20T11:20:00Z', null]] },
    'alert-processing': {},
    database: { unknown: [['2026-11-20T09:00:00Z', '2026-11-20T12:00:00Z']] },
  },
};
const INCIDENTS = `incidents:
  - id: containers
    title: Agents do not start
    components: [agent-containers]
    impact: outage
    started: 2026-11-20T11:18:00Z
`;

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const history = file('history.json', JSON.stringify(HISTORY));
const incidents = file('incidents.yaml', INCIDENTS);

/** Runs the command in this process. */
async function status(...args: readonly string[]) {
  const said: { out: string[]; err: string[] } = { out: [], err: [] };
  const keep = (into: string[]) => (text: string | Uint8Array) => into.push(String(text)) > 0;
  const out = jest.spyOn(process.stdout, 'write').mockImplementation(keep(said.out));
  const err = jest.spyOn(process.stderr, 'write').mockImplementation(keep(said.err));
  process.exitCode = undefined;
  await main(['node', 'covenant', 'status', ...args]);
  const code = process.exitCode;
  process.exitCode = undefined;
  out.mockRestore();
  err.mockRestore();
  return { code, out: said.out.join(''), err: said.err.join('') };
}

function siteIn(out: string): Record<string, string> {
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter(name => /\.\w+$/.test(name));
  return Object.fromEntries(names.toSorted().map(name => [name, readFileSync(join(out, name), 'utf8')]));
}

test('it writes the site, and the same site again', async () => {
  const [one, two] = [join(folder, 'one', 'deep'), join(folder, 'two')];
  const args = ['--environment', 'alerts', '--history', history, '--incidents', incidents, '--out'];
  const { code, out } = await status(...args, one);
  expect(code).toBe(0);
  expect(out).toContain('1 component is down: Agent containers. No data on 1 component: Database.');
  await status(...args, two);
  expect(siteIn(two)).toEqual(siteIn(one));
  expect(Object.keys(siteIn(one))).toEqual([
    'atom.xml',
    'badge.svg',
    'badges/agent-containers.svg',
    'badges/alert-processing.svg',
    'badges/dashboard.svg',
    'badges/database.svg',
    'feed.json',
    'index.html',
    'maintenance.ics',
    'status.json',
  ]);
});

test('--json prints what status.json holds, of the documented shape', async () => {
  const out = join(folder, 'json');
  const { out: printed } = await status('-e', 'alerts', '--history', history, '-o', out, '--json');
  const json = JSON.parse(printed);
  expect(json).toEqual(JSON.parse(readFileSync(join(out, 'status.json'), 'utf8')));
  expect(Object.keys(json)).toEqual([
    ...['shape', 'environment', 'agreement', 'asOf', 'state', 'summary'],
    ...['components', 'uptime', 'incidents', 'maintenance', 'notes'],
  ]);
  expect(json).toMatchObject({
    shape: 1,
    environment: 'alerts',
    asOf: '2026-11-20T12:00:00Z',
    state: 'down',
  });
  expect(json.components[0].days).toHaveLength(90);
  const [measure] = json.uptime;
  expect(measure).toMatchObject({
    plans: ['Free', 'Preview', 'Starter', 'Lean'],
    promise: '99.5%',
    commitment: 'target',
  });
  expect(measure.months.find(({ month }: { month: string }) => month === '2026-10')).toMatchObject({
    state: 'complete',
    below: true,
    uptime: 99.43996415,
    downtimeMinutes: 250,
  });
  expect(json.incidents[0]).toMatchObject({ open: true, resolved: null, started: '2026-11-20T11:20:00Z' });
});

test('several histories and an instant: nothing later is shown', async () => {
  const out = join(folder, 'as-of');
  const more = file(
    'more.csv',
    'component,state,start,end\ndatabase,down,2026-11-01T10:00:00Z,2026-11-01T11:00:00Z\n',
  );
  const args = [
    '-e',
    'alerts',
    '--history',
    history,
    more,
    '--as-of',
    '2026-11-02T00:00:00Z',
    '-o',
    out,
    '--json',
  ];
  const json = JSON.parse((await status(...args)).out);
  expect(json.asOf).toBe('2026-11-02T00:00:00Z');
  expect(json.incidents.map(({ components }: { components: string[] }) => components[0])).toEqual([
    'database',
    'dashboard',
  ]);
});

test.each([
  ['an unknown environment', ['-e', 'nowhere', '--history', history], 'there is no environment "nowhere"'],
  ['a missing history', ['-e', 'alerts', '--history', join(folder, 'none.json')], 'there is no such file'],
  ['a bad instant', ['-e', 'alerts', '--history', history, '--as-of', 'today'], '--as-of "today"'],
  ['a bad address', ['-e', 'alerts', '--history', history, '--address', 'javascript:x'], '--address'],
  ['no history', ['-e', 'alerts'], '--history'],
  [
    'an incident on an unknown component',
    [
      '-e',
      'alerts',
      '--history',
      history,
      '--incidents',
      file('c.yaml', INCIDENTS.replace('[agent-containers]', '[web]')),
    ],
    'names the component "web"; known: dashboard, agent-containers',
  ],
  [
    'an id that stands twice',
    [
      '-e',
      'alerts',
      '--history',
      history,
      '--incidents',
      file('t.yaml', `${INCIDENTS}${INCIDENTS.split('\n').slice(1).join('\n')}`),
    ],
    'the id "containers" stands twice',
  ],
  [
    'a time without its offset',
    [
      '-e',
      'alerts',
      '--history',
      history,
      '--incidents',
      file('o.yaml', INCIDENTS.replace('11:18:00Z', '11:18:00')),
    ],
    'o.yaml:6:14',
  ],
  [
    'an unknown key',
    [
      '-e',
      'alerts',
      '--history',
      history,
      '--incidents',
      file('k.yaml', INCIDENTS.replace('impact', 'impakt')),
    ],
    'impact',
  ],
])('%s is one line that says so, exit code 2', async (_name, args, words) => {
  const { code, err } = await status(...args, '--out', join(folder, 'never'));
  expect(code).toBe(2);
  expect(err).toContain(words);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).not.toContain('    at ');
});
