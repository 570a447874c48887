import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { ROOT } from '../root.ts';
import { digestOf } from './sources.ts';
import { stored } from './store.ts';

const ENTRY = 'lib/cli/synthesize.ts';
const FILE = 'app.cjs';

/**
 * One CommonJS file: Node then neither strips the types of hundreds of files nor resolves their imports, and, what
 * matters most, each module of aws-cdk-lib is loaded when a stack first needs it. An ES module's import loads all that
 * a CommonJS package could ever export. The CDK and esbuild stay outside: they are large and load no faster inside.
 */
export const APP_OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['aws-cdk-lib', 'constructs', 'esbuild'],
  // lib/root.ts finds the repository by the folder that holds it.
  define: { 'import.meta.dirname': 'covenantLib' },
  banner: { js: "const covenantLib=require('node:path').join(__dirname,'../../../lib');" },
  logLevel: 'silent',
} as const satisfies BuildOptions;

/** Everything that can change the file. Agreements and environments are not in it: they are read when it runs. */
export function appKey(root: string): string {
  return digestOf(root, APP_OPTIONS, ['lib']);
}

/**
 * The CDK app as one file, `.covenant/app/<key>/app.cjs`, built unless an earlier call built it from the same sources.
 * @throws Error when lib/ does not compile.
 */
export async function appFile(root: string = ROOT): Promise<string> {
  const { folder } = await stored(join(root, '.covenant', 'app'), appKey(root), draft => build(root, draft));
  return join(folder, FILE);
}

async function build(root: string, draft: string): Promise<void> {
  const esbuild = await import('esbuild');
  const outfile = join(draft, FILE);
  await esbuild.build({ ...APP_OPTIONS, absWorkingDir: root, entryPoints: [join(root, ENTRY)], outfile });
}
