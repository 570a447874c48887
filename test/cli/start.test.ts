import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveFile } from '../../lib/cli/start-serve.ts';
import { ROOT } from '../../lib/root.ts';

jest.setTimeout(300_000);

const NODE = join(ROOT, 'node_modules', '.bin', 'node');
const ARGS = [join(ROOT, 'bin', 'covenant.ts'), 'start'];

const options = { encoding: 'utf8', cwd: ROOT, timeout: 280_000, maxBuffer: 1e8 } as const;

test('five agreements are checked, compiled and audited, and nothing is broken', () => {
  const { status, stdout, stderr } = spawnSync(NODE, [...ARGS, '--no-drill'], options);
  expect(stderr).toContain('[5/5]');
  expect(stdout).toContain('Report: .covenant/start/report.html');
  expect(stdout).toMatch(/sovereign-node +\d+ +0 /);
  expect(status).toBe(0);
});

describe('the whole main job, as JSON of the documented shape', () => {
  const run = () => spawnSync(NODE, [...ARGS, '--json'], options);
  const { status, stdout } = run();
  const { agreements, drill, away, close } = JSON.parse(stdout);

  test('agreements', () => {
    expect(agreements.map(({ agreement }: { agreement: string }) => agreement)).toEqual([
      'alert-agent',
      'enterprise-tiers',
      'predictive-database-operations',
      'reserved-capacity-pricing',
      'sovereign-node',
    ]);
    for (const { check, audit } of agreements) {
      expect(check.files.every(({ ok }: { ok: boolean }) => ok)).toBe(true);
      expect(audit.clauses.length).toBeGreaterThan(5);
    }
    expect(status).toBe(0);
  });

  test.each([
    ['predictive-database-operations', ['OPS-3', 'OPS-4', 'OPS-12', 'OPS-13']],
    ['sovereign-node', ['NODE-5', 'NODE-6', 'NODE-7', 'NODE-8']],
    ['enterprise-tiers', ['TIER-9']],
  ])('%s: %s are kept, by the templates and by the drill that was just run', (name, ids) => {
    type Clause = { id: string; status: string; evidence: { drill?: { place: string } }[] };
    const { audit } = agreements.find(({ agreement }: { agreement: string }) => agreement === name);
    const clauses: Clause[] = audit.clauses.filter(({ id }: Clause) => ids.includes(id));
    expect(clauses.map(({ id, status }) => [id, status])).toEqual(ids.map(id => [id, 'kept']));
    for (const { evidence } of clauses) {
      expect(evidence.some(({ drill }) => drill === undefined)).toBe(true);
      expect(evidence.some(({ drill }) => drill?.place === 'local')).toBe(true);
    }
  });

  test.each([
    ['predictive-database-operations', ['OPS-1', 'OPS-5', 'OPS-6', 'OPS-11']],
    ['sovereign-node', ['NODE-1', 'NODE-2', 'NODE-3', 'NODE-4', 'NODE-9', 'NODE-12']],
    ['enterprise-tiers', ['TIER-1', 'TIER-5', 'TIER-6', 'TIER-7', 'TIER-8']],
    ['alert-agent', ['AGENT-1', 'AGENT-2', 'AGENT-3', 'AGENT-4']],
    ['reserved-capacity-pricing', ['CAP-1', 'CAP-2', 'CAP-3', 'CAP-4', 'CAP-5', 'CAP-8']],
  ])('%s: %s are kept', (name, ids) => {
    const { audit } = agreements.find(({ agreement }: { agreement: string }) => agreement === name);
    const kept = audit.clauses.filter(({ status }: { status: string }) => status === 'kept');
    expect(kept.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(ids));
  });

  test('a drill restores every row and fails over without losing one', () => {
    expect(drill).toMatchObject({
      ok: true,
      mode: 'drill',
      fault: null,
      reasons: [],
      rows: { missing: 0, extra: 0, changed: 0 },
    });
    const keys = ['ok', 'mode', 'phases', 'rto', 'rpo', 'rows', 'parity', 'fault', 'reasons'];
    expect(Object.keys(drill)).toEqual([...keys, 'about', 'failover']);
    expect(drill.rto.measured).toBeGreaterThan(0);
    expect(drill.rows.restored).toBeGreaterThan(5000);
    expect(away).toHaveLength(2);
    for (const each of away) expect(each).toMatchObject({ ok: true, about: { from: 'recovery-region' } });
  });

  test('the month of its outage: kept as measured, credited had it taken all the promised time', () => {
    const heron = ({ tenants }: { tenants: { tenant: string }[] }) => tenants.find(t => t.tenant === 'heron');
    expect(heron(close.closed)).toMatchObject({ kept: true, creditPercent: 0 });
    expect(heron(close.atPromise)).toMatchObject({ kept: false, creditPercent: 10, credit: '480.00' });
    expect(close.verified.every(({ ok }: { ok: boolean }) => ok)).toBe(true);
    expect(close.verified.length).toBeGreaterThan(3);
  });
});

test('whoever reads may stop early', async () => {
  const child = spawn(NODE, [join(ROOT, 'bin', 'covenant.ts'), 'check', '--json'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', text => {
    stderr += text;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  await new Promise(resolve => child.once('close', resolve));
  expect(stderr).toBe('');
});

test('the report is served to this machine alone, and nothing else is', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'covenant-serve-')), 'report.html');
  writeFileSync(file, '<p>the report</p>');
  const served = await serveFile(file);
  expect(served.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const page = await fetch(served.address);
  expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<p>the report</p>',
  ]);
  expect((await fetch(`${served.address}../package.json`)).status).toBe(404);
  expect((await fetch(served.address, { method: 'POST' })).status).toBe(404);
  served.close();
});
