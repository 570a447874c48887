import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnreadableInputError } from '../agreement/errors.ts';
import type { Entry } from './entry.ts';
import { isEntry } from './shape.ts';
import type { LedgerStore } from './store.ts';
import { createWhole } from './whole-file.ts';

const NAME = /^\d{9}\.json$/;

function readEntry(path: string): Entry {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isEntry(value))
    throw new UnreadableInputError(`${path} is not an entry of a ledger; restore it from a copy`);
  return value;
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
