import assert from 'node:assert/strict';
import { type Entry, nextEntry } from '../../lib/ledger/entry.ts';
import { type LedgerStore, post } from '../../lib/ledger/store.ts';
import { noteClaim } from '../../lib/promises/credits/account.ts';
import type { Posting } from '../../lib/promises/credits/postings.ts';
import { type Kept, same } from './contract.ts';

const claim = (period: string, ticket = 'T'): Posting => ({
  kind: 'claim',
  key: `claim:${period}`,
  ...{ period, ticket, at: 1 },
});

/** The ledger of a tenant with a posting for each of these. */
function ledger(tenant: string, postings: readonly Posting[]): readonly Entry[] {
  const entries: Entry[] = [];
  for (const posting of postings) entries.push(nextEntry(tenant, entries, posting));
  return entries;
}

const note = (store: LedgerStore, tenant: string, period: string) =>
  post(store, tenant, postings => noteClaim(postings, { period, ticket: 'T', at: 5 }));

/** What every store of ledgers must keep: in memory, in a folder, in DynamoDB here and deployed. */
export const LEDGER_CONTRACT: readonly Kept<LedgerStore>[] = [
  {
    says: 'an unknown tenant has no entries',
    holds: async open => same(await (await open()).read('nobody'), []),
  },
  {
    says: 'entries come back as they were written, in order, and each tenant has its own',
    holds: async open => {
      const store = await open();
      const entries = ledger('a', [claim('2026-01'), claim('2026-02')]);
      const [other] = ledger('b', [claim('2026-01')]);
      for (const entry of [...entries, other]) assert.ok(entry && (await store.append(entry)));
      assert.equal(JSON.stringify(await store.read('a')), JSON.stringify(entries));
      same(await store.read('b'), [other]);
    },
  },
  {
    says: 'a taken place is not overwritten, whoever comes second',
    holds: async open => {
      const store = await open();
      const [first] = ledger('c', [claim('2026-01')]);
      assert.ok(first && (await store.append(first)));
      assert.equal(await store.append(nextEntry('c', [], claim('2026-09'))), false);
      assert.equal(await store.append(first), false);
      same(await store.read('c'), [first]);
    },
  },
  {
    says: 'of many who want the same posting at once, one writes it',
    holds: async open => {
      const store = await open();
      const made = await Promise.all(Array.from({ length: 12 }, () => note(store, 'd', '2026-03')));
      assert.equal(made.filter(posting => posting !== undefined).length, 1);
      assert.equal((await store.read('d')).length, 1);
    },
  },
  {
    says: 'many different postings at once are all kept, numbered without a gap, and the chain has no fork',
    holds: async open => {
      const store = await open();
      const periods = Array.from({ length: 8 }, (_, i) => `2026-0${i + 1}`);
      await Promise.all(periods.map(period => note(store, 'e', period)));
      const entries = await store.read('e');
      same(
        entries.map(({ sequence }) => sequence),
        [1, 2, 3, 4, 5, 6, 7, 8],
      );
      same(
        entries.map(({ posting }) => posting.key).toSorted(),
        periods.map(p => `claim:${p}`),
      );
      assert.ok(entries.slice(1).every((entry, i) => entry.previous === entries[i]?.hash));
    },
  },
  {
    says: 'a ledger of many entries is read whole and in order',
    holds: async open => {
      const store = await open();
      const entries = ledger(
        'f',
        Array.from({ length: 60 }, (_, i) => claim(String(i))),
      );
      for (const entry of entries) await store.append(entry);
      same(await store.read('f'), entries);
    },
  },
  {
    says: 'a ledger of more than a megabyte, which DynamoDB gives in pages, is read whole',
    holds: async open => {
      const store = await open();
      const ticket = 'x'.repeat(300_000);
      const entries = ledger(
        'g',
        ['1', '2', '3', '4', '5'].map(period => claim(period, ticket)),
      );
      for (const entry of entries) assert.ok(await store.append(entry));
      same(await store.read('g'), entries);
    },
  },
];
