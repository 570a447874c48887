import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { APP_OPTIONS, appFile, appKey } from '../../lib/bundle/app.ts';
import { ROOT } from '../../lib/root.ts';

let root: string;
const source = (name: string) => join(root, 'lib', name);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'covenant-app-'));
  mkdirSync(join(root, 'lib', 'cli'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  cpSync(join(ROOT, 'package-lock.json'), join(root, 'package-lock.json'));
  cpSync(join(ROOT, 'lib', 'root.ts'), source('root.ts'));
  writeFileSync(
    source('cli/synthesize.ts'),
    "import { ROOT } from '../root.ts';\nexport const synthesize = (): string => ROOT;\n",
  );
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('the one file knows its repository, and is made again when a source changes, comes or goes', async () => {
  const first = await appFile(root);
  expect(require(first).synthesize()).toBe(root);
  expect(await appFile(root)).toBe(first);
  writeFileSync(source('more.ts'), 'export const more: number = 1;\n');
  const second = await appFile(root);
  expect(second).not.toBe(first);
  rmSync(source('more.ts'));
  expect(await appFile(root)).toBe(first);
});

test('another set of packages is another file', () => {
  const before = appKey(root);
  writeFileSync(join(root, 'package-lock.json'), '{}');
  expect(appKey(root)).not.toBe(before);
});

test('sources that do not compile leave no file, so that Node says on the sources what is wrong', async () => {
  writeFileSync(source('cli/synthesize.ts'), "import '../nowhere.ts';\n");
  await expect(appFile(root)).rejects.toThrow(/nowhere/);
});

test('everything that the app is made of has its part in the key, and only root.ts asks where it is', async () => {
  const { metafile } = await build({
    ...APP_OPTIONS,
    absWorkingDir: ROOT,
    entryPoints: ['lib/cli/synthesize.ts'],
    metafile: true,
    write: false,
    outfile: 'app.cjs',
  });
  const files = Object.keys(metafile.inputs).map(file => relative(ROOT, join(ROOT, file)));
  expect(files.filter(file => !/^(lib\/.*\.(ts|json|sql)|node_modules\/.*)$/.test(file))).toEqual([]);
  const asking = files.filter(file => readFileSync(join(ROOT, file), 'utf8').includes('import.meta.'));
  expect(asking.filter(file => file !== 'lib/bundle/options.ts').sort()).toEqual(['lib/root.ts']);
});
