import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnreadableInputError } from '../../lib/agreement/errors.ts';
import { loadAgreement, loadEnvironmentByName } from '../../lib/reader/index.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reader-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 10; i++)
    lines.push(
      `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  return lines.join('\n');
}

const UNREADABLE: readonly [string, string | Uint8Array, RegExp][] = [
  ['empty', '', /is empty/],
  ['blank', ' \n\t\n', /is empty/],
  ['comments', '# nothing here\n', /nothing but comments/],
  ['binary', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1), /is binary/],
  ['utf-16-le', Uint8Array.of(0xff, 0xfe, 0x61, 0), /is UTF-16; save it as UTF-8/],
  ['utf-16-be', Uint8Array.of(0xfe, 0xff, 0, 0x61), /is UTF-16/],
  ['latin-1', Uint8Array.of(0x61, 0x3a, 0x20, 0xe9), /is not UTF-8/],
  ['bomb', bomb(), /YAML bomb/],
  ['deep', '['.repeat(200_000), /nested too deeply/],
];

test.each(UNREADABLE)('a file that is %s gets one line that names it', (name, content, says) => {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, content);
  const error = refusal(() => loadAgreement(file));
  expect(error).toBeInstanceOf(UnreadableInputError);
  expect(error.message).toMatch(says);
  expect(error.message).toContain(file);
  expect(error.message).not.toContain('\n');
});

test('a directory, a missing file and a device are refused', () => {
  expect(refusal(() => loadAgreement(folder)).message).toMatch(/is a directory/);
  expect(refusal(() => loadAgreement(join(folder, 'none.yaml'))).message).toMatch(/there is no such file/);
  expect(refusal(() => loadAgreement('/dev/null')).message).toMatch(/not a regular file/);
});

test('a large file is refused without being read', () => {
  const file = join(folder, 'large.yaml');
  writeFileSync(file, 'a');
  // More than Node could read at all: an attempt would fail with other words.
  truncateSync(file, 5_000_000_000);
  expect(refusal(() => loadAgreement(file)).message).toMatch(/has 4768.4 MB; at most 1 MB is read/);
});

test('a byte order mark and Windows line ends change nothing', () => {
  const file = join(folder, 'windows.yaml');
  writeFileSync(file, '\uFEFFagreement: x\r\nnonsense: 1\r\n');
  const unknown = loadAgreement(file).problems.find(problem => problem.code === 'COV-UNKNOWN-KEY');
  expect(unknown).toMatchObject({ line: 2, column: 1 });
});

test('an unknown environment lists the known ones and the nearest', () => {
  const { message } = refusal(() => loadEnvironmentByName('prodution'));
  expect(message).toMatch(/known: .*production.*sovereign/);
  expect(message).toMatch(/write production$/);
});

test('the command line says it in one line and exits 2, without a stack trace', () => {
  const result = run(['check', join(folder, 'bomb.yaml'), folder, '/dev/null']);
  expect(result.status).toBe(2);
  expect(result.stderr.trim().split('\n')).toHaveLength(3);
  expect(result.stderr).not.toMatch(/ at .*:\d+:\d+/);
});

function refusal(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

function run(args: readonly string[]): { status: number; stderr: string } {
  try {
    execFileSync(process.execPath, ['bin/covenant.ts', ...args], { stdio: 'pipe' });
    return { status: 0, stderr: '' };
  } catch (error) {
    if (typeof error !== 'object' || error === null || !('status' in error) || !('stderr' in error))
      throw error;
    return { status: Number(error.status), stderr: String(error.stderr) };
  }
}
