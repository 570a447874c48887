import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveFile } from '../../lib/cli/start-serve.ts';
import { ROOT } from '../../lib/root.ts';

jest.setTimeout(120_000);

const NODE = join(ROOT, 'node_modules', '.bin', 'node');
const ARGS = [join(ROOT, 'bin', 'covenant.ts'), 'start'];

test('the main job: five agreements are checked, compiled and audited, and nothing is broken', () => {
  const { status, stdout, stderr } = spawnSync(NODE, ARGS, { encoding: 'utf8', cwd: ROOT, timeout: 110_000 });
  expect(stderr).toContain('[5/5]');
  expect(stdout).toContain('Report: .covenant/start/report.html');
  expect(stdout).toMatch(/sovereign-node +\d+ +0 /);
  expect(stdout).toContain('The drill is green.');
  expect(stdout).toMatch(/99\.9\d+ % · kept/);
  expect(stdout).toMatch(/MISSED · credit 10 % = 480\.00 EUR/);
  expect(stdout).toMatch(/\d+ statements and ledgers verified/);
  expect(status).toBe(0);
});

test('--json is pure JSON of the documented shape', () => {
  const { stdout } = spawnSync(NODE, [...ARGS, '--no-drill', '--json'], {
    encoding: 'utf8',
    cwd: ROOT,
    timeout: 110_000,
    maxBuffer: 1e8,
  });
  const { agreements } = JSON.parse(stdout);
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
