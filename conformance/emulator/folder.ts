import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../lib/root.ts';

const RUNS = join(ROOT, '.covenant', 'conformance');

/** A folder for this run alone, named by its process; folders of runs that are no more are removed. */
export function runFolder(): string {
  mkdirSync(RUNS, { recursive: true });
  for (const name of readdirSync(RUNS)) if (!alive(Number(name))) remove(join(RUNS, name));
  const folder = join(RUNS, String(process.pid));
  mkdirSync(folder, { recursive: true });
  // The emulator runs Lambdas from a `.js` file in here; this repository's own package.json would make it a module.
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}\n');
  return folder;
}

export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
