import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../lib/root.ts';
import { example } from '../reader/example.ts';

const OLD = 'agreements/predictive-database-operations.yaml';
let folder = '';
let loosened = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'diff-'));
  loosened = join(folder, 'new.yaml');
  const text = example('predictive-database-operations')
    .replace('keep: 7d\n      away', 'keep: 6d\n      away')
    .replace('rate: 20/s', 'rate: 30/s')
    .replace('version: 1', 'version: 2')
    .replace('effective: 2026-01-01', 'effective: 2026-07-01');
  writeFileSync(loosened, text);
});
afterAll(() => rmSync(folder, { recursive: true }));

function diff(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(ROOT, 'bin', 'covenant.ts'), 'diff', ...args], {
    encoding: 'utf8',
    cwd: ROOT,
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
}

test('a loosened clause ends with 1 and is named', () => {
  const { status, stdout } = diff(OLD, loosened);
  expect(status).toBe(1);
  expect(stdout).toMatch(/- loosened {2}OPS-12 {2}plans\.production\.backups\.keep\n +7d {2}-> {2}6d/);
  expect(stdout).toMatch(/effective 2026-07-01; to be told before: plan production \(/);
  expect(stdout).toContain('add --allow OPS-12');
});

test('a clause that is allowed by name ends with 0', () => {
  expect(diff(OLD, loosened, '--allow', 'OPS-12').status).toBe(0);
  expect(diff(OLD, loosened, '--allow', 'OPS-5', '--allow', 'OPS-12').status).toBe(0);
  expect(diff(OLD, loosened, '--allow', 'OPS-5').status).toBe(1);
});

test('backwards, only the rate is loosened', () => {
  const { status, stdout } = diff(loosened, OLD, '--allow', 'OPS-5');
  expect(status).toBe(0);
  expect(stdout).toContain('warning: the version is still 1');
});

test('--json gives every change with its direction', () => {
  const { stdout } = diff(OLD, loosened, '--json');
  const json = JSON.parse(stdout);
  expect(json.to).toEqual({ version: 2, effective: '2026-07-01' });
  expect(json.changes).toContainEqual({
    clause: 'OPS-12',
    path: 'plans.production.backups.keep',
    from: '7d',
    to: '6d',
    direction: 'loosened',
    plans: ['production'],
  });
});

test('an unknown clause, a missing file and a file that is no agreement end with 2', () => {
  const unknown = diff(OLD, loosened, '--allow', 'OPS-99');
  expect(unknown.status).toBe(2);
  expect(unknown.stderr).toMatch(/^covenant: --allow OPS-99: there is no such clause; known: OPS-1, /);
  for (const file of [join(folder, 'none.yaml'), 'environments/production.yaml', 'package.json']) {
    const { status, stderr } = diff(OLD, file);
    expect(status).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
});
