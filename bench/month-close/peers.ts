import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../lib/root.ts';
import { virtualEnvironment } from '../../scripts/python.ts';
import { MINUTES } from './data.ts';
import type { Timed } from './timing.ts';
import { LONGER_THAN } from './ways.ts';

const FOLDER = join(ROOT, 'bench', 'month-close');

/** A Python with numpy and DuckDB, made on the first run; undefined, with the reason said, where there is none. */
export function python(): string | undefined {
  try {
    return join(virtualEnvironment('bench', join(FOLDER, 'requirements.txt')), 'bin', 'python');
  } catch (error) {
    process.stderr.write(`without numpy and DuckDB: ${error instanceof Error ? error.message : error}\n`);
    return undefined;
  }
}

/** How a peer closes these files of minutes, one process for all of them. */
export function peer(command: string, way: 'numpy' | 'duckdb', files: readonly string[]): readonly Timed[] {
  const script = join(FOLDER, 'peers.py');
  const run = spawnSync(command, [script, way, String(MINUTES), String(LONGER_THAN), ...files], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`${way}: ${run.stderr}`);
  return run.stdout
    .trim()
    .split('\n')
    .map(line => {
      const [seconds = Number.NaN, counted = Number.NaN] = line.split(' ').map(Number);
      return { seconds, counted };
    });
}
