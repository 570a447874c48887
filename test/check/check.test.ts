import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkText } from '../../lib/cli/check-text.ts';
import { checkFiles, filesIn } from '../../lib/reader/index.ts';
import { ROOT } from '../../lib/root.ts';
import { example } from '../reader/example.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function covenant(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(ROOT, 'bin', 'covenant.ts'), ...args], {
    encoding: 'utf8',
    cwd: ROOT,
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
}

function broken(): string {
  const file = join(folder, 'broken.yaml');
  writeFileSync(file, example('enterprise-tiers').replace('keep: 7d', 'kep: 7d'));
  return file;
}

test('all examples check with warnings only', () => {
  const { status, stdout, stderr } = covenant('check');
  expect(status).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/11 files checked: 0 errors, \d+ warnings\n$/);
});

test('--json is exactly the documented shape', () => {
  const { status, stdout } = covenant('check', '--json', broken(), 'environments/production.yaml');
  expect(status).toBe(1);
  const json = JSON.parse(stdout);
  expect(Object.keys(json)).toEqual(['files']);
  expect(json.files.map((file: { ok: boolean }) => file.ok)).toEqual([false, true, true]);
  for (const file of json.files) {
    expect(Object.keys(file)).toEqual(['file', 'ok', 'problems']);
    for (const problem of file.problems) {
      expect(Object.keys(problem)).toEqual(['code', 'severity', 'message', 'line', 'column', 'fix', 'why']);
    }
  }
});

test('an unreadable file ends with 2, and the others are still checked', () => {
  const { status, stdout, stderr } = covenant(
    'check',
    join(folder, 'none.yaml'),
    'agreements/sovereign-node.yaml',
  );
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^covenant: .*none\.yaml cannot be opened \(there is no such file\); check the path\n$/,
  );
  expect(stdout).toMatch(/1 file checked/);
});

test('an agreement that an environment cannot find is a problem of the environment', () => {
  const file = join(folder, 'lost.yaml');
  const text = `${JSON.stringify({ environment: 'lost', agreement: './nowhere.yaml' })}\n`;
  writeFileSync(file, text);
  const [checked] = checkFiles([file]).files;
  expect(checked?.ok).toBe(false);
  const codes = checked?.problems.map(problem => problem.code);
  expect(codes).toContain('COV-MISSING-KEY');
});

test('one agreement is listed once, however many environments keep it and however it is written', () => {
  const { files } = checkFiles([
    './agreements/predictive-database-operations.yaml',
    ...filesIn('environments'),
  ]);
  const names = files.map(file => file.file.replace(/^.*\//, ''));
  expect(names.filter(name => name === 'predictive-database-operations.yaml')).toHaveLength(1);
});

test('the text shows the place, the reason, the fix and a caret below the fault', () => {
  const text = checkText(checkFiles([broken()]).files, true);
  expect(text).toMatch(
    /broken\.yaml:\d+:\d+ error COV-UNKNOWN-KEY "kep" means nothing under every-plan\.backups/,
  );
  expect(text).toContain('  fix: write keep');
  const lines = text.split('\n');
  const at = lines.findIndex(line => line.includes('"kep" means'));
  const caret = at + 2;
  expect(lines[caret - 1]?.indexOf('kep: 7d')).toBe(lines[caret]?.indexOf('^'));
});
