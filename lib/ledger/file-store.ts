import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnreadableInputError } from '../agreement/errors.ts';
import type { Entry } from './entry.ts';
import { isEntry } from './shape.ts';
import type { LedgerStore } from './store.ts';

const NAME = /^\d{9}\.json$/;

function readEntry(path: string): Entry {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isEntry(value))
    throw new UnreadableInputError(`${path} is not an entry of a ledger; restore it from a copy`);
  return value;
}

function isTaken(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'EEXIST';
}

/** Makes the file whole or not at all, and never over another one: a link fails where the name is taken. */
function createWhole(path: string, text: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
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

/** Ledgers as files, one per entry, below a folder; a crash at any moment leaves whole entries only. */
export function fileStore(folder: string): LedgerStore {
  const below = (tenant: string) => join(folder, encodeURIComponent(tenant));
  return {
    async read(tenant) {
      mkdirSync(below(tenant), { recursive: true });
      const names = readdirSync(below(tenant))
        .filter(name => NAME.test(name))
        .toSorted();
      return names.map(name => readEntry(join(below(tenant), name)));
    },
    async append(entry) {
      mkdirSync(below(entry.tenant), { recursive: true });
      const name = `${String(entry.sequence).padStart(9, '0')}.json`;
      return createWhole(join(below(entry.tenant), name), `${JSON.stringify(entry)}\n`);
    },
  };
}
