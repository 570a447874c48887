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

/** How many bundles of earlier sources are kept, so that going back to a commit is quick too. */
const KEPT = 8;
/** Written last into a bundle's folder: without it the folder is not whole. */
const COMPLETE = 'complete';

export interface Stored {
  readonly folder: string;
  /** Whether nothing had to be built. */
  readonly cached: boolean;
}

/**
 * The folder `<store>/<key>`: what an earlier call made there, or what `build` makes now. It is built beside its place
 * and moved there in one step, so that two calls at once never see a half.
 * @throws what `build` throws; then nothing is kept.
 */
export async function stored(
  store: string,
  key: string,
  build: (draft: string) => Promise<void>,
): Promise<Stored> {
  const folder = join(store, key);
  const cached = existsSync(join(folder, COMPLETE));
  if (cached) touch(folder);
  else await make(store, folder, build);
  return { folder, cached };
}

async function make(store: string, folder: string, build: (draft: string) => Promise<void>): Promise<void> {
  mkdirSync(store, { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  chmodSync(draft, 0o755);
  try {
    await build(draft);
    writeFileSync(join(draft, COMPLETE), '');
    moveIntoPlace(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  prune(store);
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
