import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What PostgreSQL writes about itself in its data folder. */
export interface PostmasterFile {
  readonly pid: number;
  /** The System V segment that guards the data folder; it outlives a killed server. */
  readonly segment: number | undefined;
  readonly status: string;
}

export function readPostmasterFile(data: string): PostmasterFile | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  try {
    return parsePostmasterFile(readFileSync(file, 'utf8'));
  } catch {
    // It vanished between the two calls: the server has just ended.
    return undefined;
  }
}

function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  const segment = Number(lines[6]?.trim().split(/\s+/)[1]);
  return {
    pid,
    segment: Number.isInteger(segment) ? segment : undefined,
    status: (lines[7] ?? '').trim(),
  };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Dead, but nobody has asked for its exit code yet, as happens where no init process does. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

/** Distinguishes a process from a later one with the same number; empty where the system does not tell. */
export function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function commandOf(pid: number): string {
  if (existsSync('/proc/self')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  }
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

function childrenOf(pid: number): readonly number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.trim().split(/\s+/).filter(Boolean).map(Number);
  } catch {
    const found = spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
    return (found.stdout ?? '').trim().split(/\s+/).filter(Boolean).map(Number);
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has already gone.
  }
}

/**
 * Kills the server of a data folder and its backends (they are sessions of their own, so that a group kill
 * would miss them), and removes the shared-memory segment that a killed server leaves. Checks first that the
 * process really is this folder's server: a number may have been given to another process since.
 */
export function killServer(data: string): void {
  const file = readPostmasterFile(data);
  if (!file) return;
  if (isAlive(file.pid) && commandOf(file.pid).includes(data)) {
    for (const pid of [file.pid, ...childrenOf(file.pid)]) killQuietly(pid);
  }
  if (file.segment !== undefined) removeSegment(file.segment, data);
}

function removeSegment(id: number, data: string): void {
  const found = spawnSync('ipcrm', ['-m', String(id)], { encoding: 'utf8' });
  if (found.error) process.stderr.write(`covenant: ipcrm is missing; segment ${id} of ${data} stays\n`);
}
