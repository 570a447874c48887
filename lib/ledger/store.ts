import { CovenantError } from '../agreement/errors.ts';
import type { Posting } from '../promises/credits/postings.ts';
import { type Entry, nextEntry } from './entry.ts';

/**
 * Where ledgers are kept. One rule makes money safe in every store: an entry is only written when nothing has its
 * tenant and sequence yet, in one atomic step. Everything else is computed from what was read.
 */
export interface LedgerStore {
  /** All entries of a tenant in their order, as of the latest write (never an older copy; aws-facts 26). */
  read(tenant: string): Promise<readonly Entry[]>;
  /** False when another writer was first; nothing was written then. */
  append(entry: Entry): Promise<boolean>;
}

/** Another writer was first every time; the caller's own retry (Step Functions, the next close) continues. */
class LedgerBusyError extends CovenantError {
  override readonly name = 'LedgerBusyError';
}

const ATTEMPTS = 20;

/**
 * Adds what `decide` finds to be missing, judged on the entries as they are. Losing a race means reading again and
 * deciding again, so two closers can never both pay. @throws LedgerBusyError after 20 lost races.
 */
export async function post(
  store: LedgerStore,
  tenant: string,
  decide: (postings: readonly Posting[]) => Posting | undefined,
): Promise<Posting | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const entries = await store.read(tenant);
    const posting = decide(entries.map(entry => entry.posting));
    if (!posting) return undefined;
    if (await store.append(nextEntry(tenant, entries, posting))) return posting;
  }
  throw new LedgerBusyError(`the ledger of ${tenant} is written by others all the time; try again`);
}
