import { createHash } from 'node:crypto';
import type { Posting } from '../promises/credits/postings.ts';

/** One line of a tenant's ledger. Each carries the hash of the one before, so none can be dropped or moved. */
export interface Entry {
  readonly tenant: string;
  /** 1, 2, 3, ... */
  readonly sequence: number;
  /** The hash of the entry before; of the first, that of nothing. */
  readonly previous: string;
  readonly posting: Posting;
  readonly hash: string;
}

export const GENESIS = '0'.repeat(64);

/** SHA-256 of a value's JSON, in hexadecimal. Keys keep their order, so a value and its parsed copy agree. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** What an entry's hash is taken of. */
export function bodyOf({ tenant, sequence, previous, posting }: Omit<Entry, 'hash'>) {
  return { tenant, sequence, previous, posting };
}

/** The entry that adds a posting to a ledger. */
export function nextEntry(tenant: string, entries: readonly Entry[], posting: Posting): Entry {
  const last = entries.at(-1);
  const body = { tenant, sequence: (last?.sequence ?? 0) + 1, previous: last?.hash ?? GENESIS, posting };
  return { ...body, hash: hashOf(body) };
}
