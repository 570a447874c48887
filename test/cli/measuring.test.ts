import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../lib/root.ts';

const folder = mkdtempSync(join(tmpdir(), 'covenant-cli-'));
const SUMMARY = join(ROOT, 'test/data/outage-history/upptime-summary.json');
const AGREEMENT = join(ROOT, 'agreements/enterprise-tiers.yaml');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function covenant(...args: readonly string[]) {
  const run = spawnSync(process.execPath, [join(ROOT, 'bin/covenant.ts'), ...args], { encoding: 'utf8' });
  return { code: run.status, out: run.stdout, error: run.stderr };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const OUTAGE = [
  'component,state,start,end,id,announced,decided-by,evidence',
  'platform,down,2026-10-07T10:00:00Z,2026-10-07T11:10:00Z,,,,',
  '*,maintenance,2026-10-07T10:30:00Z,2026-10-07T10:40:00Z,m1,2026-10-01T00:00:00Z,provider,ticket 4',
].join('\n');

test('backtest: the shape that programs rely on, on a real history', () => {
  const { code, out } = covenant('backtest', AGREEMENT, '--history', SUMMARY, '--json');
  expect(code).toBe(0);
  const result = JSON.parse(out);
  expect(result.agreement).toBe('enterprise-tiers');
  const enterprise = result.plans.find((plan: { plan: string }) => plan.plan === 'enterprise');
  expect(enterprise.creditMonths).toBe(2);
  expect(enterprise.months.map((m: { month: string; complete: boolean }) => [m.month, m.complete])).toEqual([
    ['2025-05', false],
    ['2025-06', true],
    ['2025-07', true],
    ['2025-08', false],
  ]);
  expect(enterprise.months[1]).toMatchObject({
    uptime: 99.91898148,
    downtimeMinutes: 35,
    excludedMinutes: 0,
    unknownMinutes: 0,
    creditPercent: 10,
  });
  expect(enterprise.months[0]).toMatchObject({ uptime: null, creditPercent: null });
});

test('measure, close, close again, correct, verify, tamper', () => {
  const history = file('outages.csv', OUTAGE);
  const out = join(folder, 'closed');
  const close = (from: string) =>
    JSON.parse(
      covenant(
        'close',
        '--environment',
        'sovereign',
        '--month',
        '2026-10',
        '--history',
        from,
        '--out',
        out,
        '--json',
      ).out,
    );
  const heron = (result: { tenants: { tenant: string }[] }) =>
    result.tenants.find(({ tenant }) => tenant === 'heron');

  expect(
    covenant(
      'measure',
      join(ROOT, 'agreements/sovereign-node.yaml'),
      '--history',
      history,
      '--month',
      '2026-10',
    ).code,
  ).toBe(1);
  expect(heron(close(history))).toMatchObject({
    uptime: '99.86577181',
    creditPercent: 10,
    credit: '480.00',
    postings: ['credit:NODE-2:2026-10', 'invoice:2026-10'],
  });
  expect(heron(close(history))).toMatchObject({ postings: [], balance: '480.00' });
  expect(statSync(join(out, 'keys/signing-key.pem')).mode & 0o777).toBe(0o600);

  const shorter = file('shorter.csv', OUTAGE.replace('11:10', '10:35'));
  expect(heron(close(shorter))).toMatchObject({ postings: ['correction:NODE-2:2026-10:1'], balance: '0.00' });
  expect(readdirSync(join(out, '2026-10'))).toContain('heron.statement.2.json');
  expect(covenant('verify', out).code).toBe(0);

  const statement = join(out, '2026-10/heron.statement.1.json');
  writeFileSync(statement, readFileSync(statement, 'utf8').replace('"480.00"', '"48.00"'));
  const verified = covenant('verify', statement);
  expect(verified.code).toBe(1);
  expect(verified.out).toContain('results.credit.amount: says "48.00", recomputed "480.00"');
});

test.each([
  ['a history that is none', ['backtest', AGREEMENT, '--history', AGREEMENT]],
  ['no such file', ['backtest', AGREEMENT, '--history', 'nowhere.json']],
  ['a directory', ['backtest', AGREEMENT, '--history', folder]],
  ['an unknown format', ['backtest', AGREEMENT, '--history', SUMMARY, '--format', 'xml']],
  ['a bad gap', ['backtest', AGREEMENT, '--history', SUMMARY, '--max-gap', 'long']],
  ['an unknown series', ['backtest', AGREEMENT, '--history', SUMMARY, '--series', 'nothing']],
  ['a bad month', ['measure', AGREEMENT, '--history', SUMMARY, '--month', '2026-13']],
  ['an unknown plan', ['measure', AGREEMENT, '--history', SUMMARY, '--month', '2025-06', '--plan', 'gold']],
  ['an unknown environment', ['close', '--environment', 'moon', '--month', '2025-06', '--history', SUMMARY]],
  ['nothing to verify', ['verify', AGREEMENT]],
])('%s: one line, exit code 2', (_name, args) => {
  const { code, error } = covenant(...args);
  expect({ code, lines: error.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
  expect(error).toMatch(/^covenant: /);
});
