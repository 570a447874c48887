import { join } from 'node:path';
import { CovenantError } from '../agreement/errors.ts';
import { ROOT } from '../root.ts';
import { BUILD_OPTIONS } from './options.ts';
import { bundleKey, entryPoints } from './sources.ts';
import { type Stored, stored } from './store.ts';

/**
 * Bundles every function of lambdas/ in one esbuild call, or takes what an earlier call made from the same sources.
 * Without the CDK, so that a drill can run the same bundles in little memory.
 * @param root the repository, whose `.covenant/lambdas/<key>/<name>/index.mjs` it writes.
 * @returns the folder that holds `<name>/index.mjs` of every function.
 * @throws CovenantError when the functions do not compile.
 */
export async function bundleFolder(root: string = ROOT): Promise<Stored> {
  const store = join(root, '.covenant', 'lambdas');
  return stored(store, bundleKey(root), draft => compile(root, draft));
}

async function compile(root: string, outdir: string): Promise<void> {
  const esbuild = await import('esbuild');
  const entries = Object.entries(entryPoints(root)).map(([name, path]) => ({
    in: path,
    out: `${name}/index`,
  }));
  try {
    await esbuild.build({ ...BUILD_OPTIONS, absWorkingDir: root, entryPoints: entries, outdir });
  } catch (error) {
    throw new CovenantError(`the functions in lambdas/ do not compile: ${String(error)}`, { cause: error });
  }
}
