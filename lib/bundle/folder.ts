import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CovenantError } from '../agreement/errors.ts';
import { ROOT } from '../root.ts';
import { BUILD_OPTIONS } from './options.ts';
import { bundleKey, entryPoints } from './sources.ts';

/** How many bundles of earlier sources are kept, so that going back to a commit is quick too. */
const KEPT = 8;
/** Written last into a bundle's folder: without it the folder is not whole. */
const COMPLETE = 'complete';

export interface BundleFolder {
  /** Holds `<name>/index.mjs` of every function. */
  readonly folder: string;
  /** Whether nothing had to be built. */
  readonly cached: boolean;
}

/**
 * Bundles every function of lambdas/ in one esbuild call, or takes what an earlier call made from the same sources.
 * A bundle is built beside its place and moved there in one step, so that two synths at once never see a half.
 * Without the CDK, so that a drill can run the same bundles in little memory.
 * @param root the repository, whose `.covenant/lambdas/<key>/<name>/index.mjs` it writes.
 * @throws CovenantError when the functions do not compile.
 */
export async function bundleFolder(root: string = ROOT): Promise<BundleFolder> {
  const store = join(root, '.covenant', 'lambdas');
  const folder = join(store, bundleKey(root));
  const cached = existsSync(join(folder, COMPLETE));
  if (cached) touch(folder);
  else await build(root, store, folder);
  return { folder, cached };
}

async function build(root: string, store: string, folder: string): Promise<void> {
  mkdirSync(store, { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  chmodSync(draft, 0o755);
  try {
    await compile(root, draft);
    writeFileSync(join(draft, COMPLETE), '');
    moveIntoPlace(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  prune(store);
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

/** Another synth of the same sources may have been first: its bundle is as good as ours. */
function moveIntoPlace(draft: string, folder: string): void {
  if (existsSync(folder) && !existsSync(join(folder, COMPLETE)))
    rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(join(folder, COMPLETE))) throw error;
  }
}

function prune(store: string): void {
  const bundles = readdirSync(store)
    .filter(name => !name.includes('.'))
    .map(name => ({ path: join(store, name), used: statSync(join(store, name)).mtimeMs }))
    .sort((a, b) => b.used - a.used);
  for (const { path } of bundles.slice(KEPT)) rmSync(path, { recursive: true, force: true });
}

function touch(folder: string): void {
  const now = new Date();
  utimesSync(folder, now, now);
}
