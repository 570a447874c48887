import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAssembly } from '../../lib/audit/assembly.ts';
import { ROOT } from '../../lib/root.ts';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'covenant-cli-'));
const assembly = join(folder, 'cdk.out');

function covenant(...args: readonly string[]) {
  const node = join(ROOT, 'node_modules', '.bin', 'node');
  const { status, stdout, stderr } = spawnSync(node, [join(ROOT, 'bin', 'covenant.ts'), ...args], {
    encoding: 'utf8',
    timeout: 110_000,
    cwd: ROOT,
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  return { status, stdout, stderr };
}

beforeAll(() => {
  const { status, stderr } = covenant('audit', assembly, '--environment', 'capacity');
  if (status !== 0) throw new Error(`the example does not pass its own audit: ${stderr}`);
});

test('an environment is compiled and audited with one command, and again from its folder', () => {
  const { status, stdout } = covenant('audit', assembly);
  expect(status).toBe(0);
  expect(stdout).toContain('reserved-capacity-pricing');
  expect(stdout).toContain('0 broken');
});

test('--json is pure JSON of the documented shape', () => {
  const json = JSON.parse(covenant('audit', assembly, '--json').stdout);
  expect(Object.keys(json)).toEqual([
    ...['agreement', 'environment', 'clauses', 'unclaimed', 'resources', 'drills'],
  ]);
  expect(json.clauses.map(({ id }: { id: string }) => id)).toEqual(
    expect.arrayContaining(['CAP-1', 'CAP-4', 'CAP-8']),
  );
});

test('it writes the page and the SARIF log where it is told to', () => {
  const [html, sarif] = [join(folder, 'new', 'audit.html'), join(folder, 'audit.sarif')];
  covenant('audit', assembly, '--html', html, '--sarif', sarif);
  expect(readFileSync(html, 'utf8')).toContain('<!doctype html>');
  expect(JSON.parse(readFileSync(sarif, 'utf8')).version).toBe('2.1.0');
});

test('a value that was changed in a template breaks its clause: exit code 1', () => {
  const copy = join(folder, 'tampered');
  execFileSync('cp', ['-r', assembly, copy]);
  const group = readAssembly(copy).resources.find(({ type }) => type === 'AWS::RDS::DBParameterGroup');
  const template = join(copy, group?.template ?? '');
  writeFileSync(template, readFileSync(template, 'utf8').replaceAll('"TLSv1.2"', '"TLSv1"'));
  const { status, stdout } = covenant('audit', copy);
  expect(status).toBe(1);
  expect(stdout).toMatch(/CAP-8 +✘ broken/);
});

test.each([
  ['a folder that is not there', ['audit', '/nowhere'], /^covenant: \/nowhere: there is no such folder/],
  ['a folder that is no assembly', ['audit', join(ROOT, 'docs')], /has no manifest\.json/],
  ['an environment that is not there', ['audit', '-e', 'productoin'], /production/],
  [
    'a page that cannot be written',
    ['audit', assembly, '--html', join(ROOT, 'package.json', 'audit.html')],
    /cannot be written/,
  ],
])('%s: one line and exit code 2', (_name, args, expected) => {
  const { status, stderr } = covenant(...args);
  expect(status).toBe(2);
  expect(stderr).toMatch(expected);
  expect(
    stderr
      .trim()
      .split('\n')
      .filter(line => line.startsWith('covenant: ') === false),
  ).toEqual([]);
});
