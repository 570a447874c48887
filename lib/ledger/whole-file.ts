import { randomUUID } from 'node:crypto';
import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file whole: a reader sees the old one or the new one, never half. */
export function writeWhole(path: string, text: string): void {
  const draft = `${path}.draft`;
  writeFileSync(draft, text, { flush: true });
  renameSync(draft, path);
}

function isTaken(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'EEXIST';
}

/**
 * Makes a file whole or not at all, and never over another one: a link fails where the name is taken. False when it
 * is; nothing was written then. The file is readable by its owner alone unless `mode` says otherwise.
 */
export function createWhole(path: string, text: string, mode = 0o600): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, text, { mode, flush: true });
  try {
    linkSync(draft, path);
    return true;
  } catch (cause) {
    if (isTaken(cause)) return false;
    throw cause;
  } finally {
    rmSync(draft, { force: true });
  }
}
