import type { Entry } from './entry.ts';
import type { LedgerStore } from './store.ts';

/** Ledgers in memory, for simulations and for trying things out. */
export function memoryStore(): LedgerStore {
  const ledgers = new Map<string, Entry[]>();
  return {
    async read(tenant) {
      return [...(ledgers.get(tenant) ?? [])];
    },
    async append(entry) {
      const entries = ledgers.get(entry.tenant) ?? [];
      if (entries.length !== entry.sequence - 1) return false;
      ledgers.set(entry.tenant, [...entries, entry]);
      return true;
    },
  };
}
