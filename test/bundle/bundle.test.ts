import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleLambdas } from '../../lib/bundle/bundle.ts';
import { bundleKey } from '../../lib/bundle/sources.ts';
import { ROOT } from '../../lib/root.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'covenant-bundle-'));
  mkdirSync(join(root, 'lambdas'));
  mkdirSync(join(root, 'lib', 'promises'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  cpSync(join(ROOT, 'package-lock.json'), join(root, 'package-lock.json'));
  writeFileSync(join(root, 'lib', 'promises', 'answer.ts'), 'export const answer: number = 42;\n');
  writeFileSync(
    join(root, 'lambdas', 'one.ts'),
    "import { answer } from '../lib/promises/answer.ts';\nexport const handler = async () => answer;\n",
  );
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function folders(): readonly string[] {
  return readdirSync(join(root, '.covenant', 'lambdas'));
}

test('what was bundled is taken from the cache until a source changes', async () => {
  expect((await bundleLambdas(root)).cached).toBe(false);
  expect((await bundleLambdas(root)).cached).toBe(true);
  writeFileSync(join(root, 'lib', 'promises', 'answer.ts'), 'export const answer: number = 43;\n');
  expect((await bundleLambdas(root)).cached).toBe(false);
  const [file] = folders().filter(name => name === bundleKey(root));
  expect(readFileSync(join(root, '.covenant', 'lambdas', `${file}`, 'one', 'index.mjs'), 'utf8')).toContain(
    '43',
  );
});

test('synths at the same time end with one whole bundle and no leftovers', async () => {
  await Promise.all([bundleLambdas(root), bundleLambdas(root)]);
  await bundleLambdas(root);
  expect(folders()).toEqual([bundleKey(root)]);
});

test('a half of a bundle is never taken for a whole one', async () => {
  const folder = join(root, '.covenant', 'lambdas', bundleKey(root));
  mkdirSync(join(folder, 'one'), { recursive: true });
  writeFileSync(join(folder, 'one', 'index.mjs'), 'broken');
  expect((await bundleLambdas(root)).cached).toBe(false);
  expect(readFileSync(join(folder, 'one', 'index.mjs'), 'utf8')).not.toBe('broken');
});

test('a function that is not there is named with those that are', async () => {
  const { code } = await bundleLambdas(root);
  expect(() => code.of('two')).toThrow(/no lambdas\/two\.ts; there are one/);
});

test('functions that do not compile are one error of ours', async () => {
  writeFileSync(join(root, 'lambdas', 'two.ts'), "import './nowhere.ts';\n");
  await expect(bundleLambdas(root)).rejects.toThrow(/do not compile/);
  expect(folders()).toEqual([]);
});
