import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../lib/root.ts';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Runs before each timing and is not counted, such as emptying a cache. */
  readonly before?: () => void;
}

export interface Timing {
  readonly seconds: number;
  /** The largest resident size of the process itself, in megabytes. */
  readonly megabytes: number;
}

const REPORT_MEMORY = join(ROOT, 'bench', 'report-memory.ts');

/** Runs a Node program once as a whole process. @throws Error with its words when it fails. */
export function timed({ command, args, env = {}, before }: Command): Timing {
  before?.();
  const folder = mkdtempSync(join(tmpdir(), 'covenant-bench-'));
  const file = join(folder, 'memory');
  const all = { ...process.env, ...env, BENCH_MEMORY_FILE: file, NODE_OPTIONS: `--import=${REPORT_MEMORY}` };
  const started = performance.now();
  const result = spawnSync(command, args, { cwd: ROOT, env: all, encoding: 'utf8', maxBuffer: 1e9 });
  const seconds = (performance.now() - started) / 1000;
  if (result.status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed: ${result.stderr}${result.stdout}`);
  const megabytes = Math.max(...readFileSync(file, 'utf8').trim().split('\n').map(Number)) / 1024;
  rmSync(folder, { recursive: true });
  return { seconds, megabytes };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Times several commands in turn (A B C A B C ...), so that a machine that slows down slows all of them, and
 * returns the median of each.
 */
export function sideBySide<K extends string>(
  commands: Readonly<Record<K, Command>>,
  rounds: number,
): Map<K, Timing> {
  const names = Object.keys(commands).filter((name): name is K => name in commands);
  const runs = new Map<K, Timing[]>(names.map(name => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) runs.get(name)?.push(timed(commands[name]));
  }
  return new Map(
    names.map(name => {
      const all = runs.get(name) ?? [];
      return [
        name,
        { seconds: median(all.map(r => r.seconds)), megabytes: Math.max(...all.map(r => r.megabytes)) },
      ];
    }),
  );
}
