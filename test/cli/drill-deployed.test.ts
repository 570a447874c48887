import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDrills } from '../../lib/audit/drills/read.ts';
import type { RecoveryConfiguration } from '../../lib/promises/recovery/begin.ts';
import { ROOT } from '../../lib/root.ts';
import { restoreMachine, type StandIn } from './restore-machine.ts';

jest.setTimeout(120_000);

const PROMISED = { recoveryTime: 7200, recoveryPoint: 300 };
const CONFIGURATION: RecoveryConfiguration = {
  place: 'primary',
  about: { place: 'deployed', agreement: 'sovereign-node', version: 1, environment: 'sovereign' },
  databases: { 'sovereign-tenant-heron': PROMISED, 'sovereign-tenant-osprey': PROMISED },
  checks: {
    database: 'service',
    application: { sql: 'select 1', answer: '[]' },
    indexes: [],
    withinSeconds: 300,
  },
  report: { bucket: 'reports', signedWith: 'key' },
};

const drills = mkdtempSync(join(tmpdir(), 'covenant-deployed-'));
let machine: StandIn;

beforeAll(async () => {
  machine = await restoreMachine('sovereign-recovery', CONFIGURATION);
});
afterAll(() => machine.close());

function drill(...flags: readonly string[]) {
  const node = join(ROOT, 'node_modules', '.bin', 'node');
  const args = [join(ROOT, 'bin', 'covenant.ts'), 'drill', '--environment', 'sovereign', '--drills', drills];
  const AWS = { AWS_ENDPOINT_URL: machine.url, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
  const child = spawn(node, [...args, ...flags], { cwd: ROOT, env: { ...process.env, ...AWS } });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', text => {
    said.stdout += text;
  });
  child.stderr.on('data', text => {
    said.stderr += text;
  });
  return new Promise<{ status: number | null; stdout: string; stderr: string }>(resolve =>
    child.once('close', status => resolve({ status, ...said })),
  );
}

test('a drill is started as the machine takes it, followed phase by phase, and its signed report is kept', async () => {
  machine.ends = { status: 'SUCCEEDED' };
  const { status, stdout, stderr } = await drill(
    '--database',
    'heron',
    '--to',
    '2026-11-22T11:00+01:00',
    '--keep',
  );
  expect(stderr).toMatch(/choose-point\s+60\.00 s/);
  expect(stderr).toMatch(/measure/);
  expect(stdout).toContain('The drill is green.');
  expect(machine.executions.at(-1)?.request).toMatchObject({
    ...{ source: 'sovereign-tenant-heron', mode: 'drill', from: 'primary', keep: true },
    ...{ to: '2026-11-22T10:00:00.000Z', accidentAt: '2026-11-22T10:00:00.000Z', promised: PROMISED },
  });
  const run = machine.executions.at(-1)?.name;
  expect(readDrills(drills)).toMatchObject({
    drills: [
      { about: { run, place: 'deployed', environment: 'sovereign', database: 'sovereign-tenant-heron' } },
    ],
    refused: [],
  });
  expect(status).toBe(0);
});

test('a red one has the same shape, and exit code 1', async () => {
  machine.ends = { status: 'SUCCEEDED', ok: false };
  const { status, stdout } = await drill('--database', 'sovereign-tenant-osprey', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    mode: 'drill',
    reasons: ['missing-rows: rows are missing: 3 of 9'],
  });
  expect(status).toBe(1);
});

test('an execution that ends without a report is red, with what Step Functions says', async () => {
  machine.ends = { status: 'FAILED', cause: 'The last step crashed' };
  const { status, stdout } = await drill('--database', 'osprey', '--json');
  const report = JSON.parse(stdout);
  expect(report.reasons).toEqual([
    'crash: the execution ended as FAILED without a report: The last step crashed',
  ]);
  expect(report.rto).toEqual({ promised: 7200, measured: null });
  expect(report.phases.map(({ name }: { name: string }) => name)).toContain('validate');
  expect(status).toBe(1);
});

test.each([
  [
    'several databases and none named',
    [],
    /sovereign has 2 databases; name one with --database: sovereign-tenant-heron, /,
  ],
  ['a slip of the hand', ['--database', 'sovereign-tenant-hreon'], /did you mean sovereign-tenant-heron\?/],
  ['a fault', ['--fault', 'archive-gap'], /--fault .* on this machine only/],
  ['a time without a zone', ['--to', '2026-11-22T10:00'], /not a time with its zone/],
  ['an environment that is not there', ['--environment', 'sovereing'], /sovereign/],
])('%s: one line, exit code 2, and nothing is started', async (_name, flags, message) => {
  const before = machine.executions.length;
  const { status, stdout, stderr } = await drill(...flags);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n').length).toBe(1);
  expect([status, stdout, machine.executions.length]).toEqual([2, '', before]);
});
