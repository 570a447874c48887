import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CovenantError } from '../lib/agreement/errors.ts';
import { ROOT } from '../lib/root.ts';

/** Python is missing or too old, or its packages cannot be installed. */
export class PythonError extends CovenantError {
  override readonly name = 'PythonError';
}

/**
 * A virtual environment below `.covenant/`, made once and used again as long as its requirements stay the same.
 * @throws PythonError with what to install.
 */
export function virtualEnvironment(name: string, requirements: string): string {
  const folder = join(ROOT, '.covenant', 'python', name);
  const stamp = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const mark = join(folder, '.installed');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === stamp) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run(
    'python3',
    ['-m', 'venv', folder],
    'Python 3.10 or newer with its venv module is needed: install python3 and python3-venv',
  );
  run(
    join(folder, 'bin', 'pip'),
    ['install', '--quiet', '--disable-pip-version-check', '-r', requirements],
    `pip could not install ${requirements}`,
  );
  writeFileSync(mark, stamp);
  return folder;
}

function run(command: string, args: readonly string[], otherwise: string): void {
  const result = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (result.status === 0) return;
  const detail = (result.error?.message ?? result.stderr ?? '').trim().split('\n').at(-1) ?? '';
  throw new PythonError(`${otherwise} (${detail})`);
}
