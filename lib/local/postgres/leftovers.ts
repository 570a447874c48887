import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive, killServer, startOf } from './processes.ts';

export const PREFIX = 'covenant-pg-';
const OWNER = 'owner.json';
/** A folder without an owner's name is being made at this moment, or was left half-made: wait before judging. */
const GRACE_MS = 60_000;

const owner = z.object({ pid: z.number(), started: z.string(), kept: z.boolean().optional() });

/** Notes in a workspace which process it belongs to. */
export function writeOwner(root: string, extra: { kept?: boolean } = {}): void {
  const record = { pid: process.pid, started: startOf(process.pid), ...extra };
  writeFileSync(join(root, OWNER), JSON.stringify(record), { mode: 0o644 });
}

/** Removes the workspaces of runs that were killed before they could clean up. */
export function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(PREFIX)) continue;
    const root = join(parent, name);
    if (isLeftover(root)) removeLeftover(root);
  }
}

function isLeftover(root: string): boolean {
  try {
    if (!mayRemove(root)) return false;
    const record = owner.parse(JSON.parse(readFileSync(join(root, OWNER), 'utf8')));
    if (record.kept) return false;
    return !isAlive(record.pid) || (record.started !== '' && startOf(record.pid) !== record.started);
  } catch {
    return isOld(root);
  }
}

/** Another user's folder is not ours to judge; it could not be removed either. */
function mayRemove(root: string): boolean {
  const uid = process.getuid?.();
  return uid === undefined || uid === 0 || statSync(root).uid === uid;
}

function isOld(root: string): boolean {
  try {
    return mayRemove(root) && Date.now() - statSync(root).mtimeMs > GRACE_MS;
  } catch {
    return false;
  }
}

function removeLeftover(root: string): void {
  killClusters(root);
  rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

/** Ends every PostgreSQL of a workspace, at once. */
export function killClusters(root: string): void {
  for (const name of clusterNames(root)) killServer(join(root, 'clusters', name));
}

function clusterNames(root: string): readonly string[] {
  try {
    return readdirSync(join(root, 'clusters'));
  } catch {
    return [];
  }
}
