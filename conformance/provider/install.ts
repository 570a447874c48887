import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { StandIn } from '../runner/stand-in.ts';

/** Puts the function that makes omitted resources through their APIs into every region. */
export function installProvider({ emulator, python }: StandIn, regions: readonly string[]): void {
  const backup = emulator.variables.AWS_ENDPOINT_URL_BACKUP ?? emulator.endpoint;
  const script = join(import.meta.dirname, 'install.py');
  execFileSync(join(python, 'bin', 'python'), [script, backup, ...new Set(regions)], {
    env: emulator.environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
