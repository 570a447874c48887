import { nextEntry } from '../../lib/ledger/entry.ts';
import { type LedgerStore, post } from '../../lib/ledger/store.ts';
import { noteClaim } from '../../lib/promises/credits/account.ts';
import type { Posting } from '../../lib/promises/credits/postings.ts';

const claim = (period: string): Posting => ({
  kind: 'claim',
  key: `claim:${period}`,
  period,
  ticket: 'T',
  at: 1,
});

/** What every store of ledgers must keep; each adapter's test calls this with a store of its own. */
export function storeContract(name: string, open: () => LedgerStore | Promise<LedgerStore>): void {
  describe(`${name} keeps the contract of a ledger store`, () => {
    test('an unknown tenant has no entries', async () => {
      expect(await (await open()).read('nobody')).toEqual([]);
    });

    test('entries come back as they were written, in order, and each tenant has its own', async () => {
      const store = await open();
      const first = nextEntry('a', [], claim('2026-01'));
      const second = nextEntry('a', [first], claim('2026-02'));
      expect(await store.append(first)).toBe(true);
      expect(await store.append(second)).toBe(true);
      expect(await store.append(nextEntry('b', [], claim('2026-01')))).toBe(true);
      expect(JSON.stringify(await store.read('a'))).toBe(JSON.stringify([first, second]));
      expect(await store.read('b')).toHaveLength(1);
    });

    test('a taken place is not overwritten, whoever comes second', async () => {
      const store = await open();
      const first = nextEntry('c', [], claim('2026-01'));
      expect(await store.append(first)).toBe(true);
      expect(await store.append(nextEntry('c', [], claim('2026-09')))).toBe(false);
      expect(await store.append(first)).toBe(false);
      expect(await store.read('c')).toEqual([first]);
    });

    test('of many who want the same posting at once, one writes it', async () => {
      const store = await open();
      const decide = (postings: readonly Posting[]) =>
        noteClaim(postings, { period: '2026-03', ticket: 'T', at: 5 });
      const made = await Promise.all(Array.from({ length: 12 }, () => post(store, 'd', decide)));
      expect(made.filter(posting => posting !== undefined)).toHaveLength(1);
      expect(await store.read('d')).toHaveLength(1);
    });

    test('many different postings at once are all kept, and the chain has no fork', async () => {
      const store = await open();
      const periods = Array.from({ length: 8 }, (_, i) => `2026-0${i + 1}`);
      await Promise.all(
        periods.map(period =>
          post(store, 'e', postings => noteClaim(postings, { period, ticket: 'T', at: 5 })),
        ),
      );
      const entries = await store.read('e');
      expect(entries.map(entry => entry.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(entries.slice(1).every((entry, i) => entry.previous === entries[i]?.hash)).toBe(true);
    });

    test('a long ledger is read whole', async () => {
      const store = await open();
      const entries = [nextEntry('f', [], claim('0'))];
      for (let i = 1; i < 60; i++) entries.push(nextEntry('f', entries, claim(`${i}-${'x'.repeat(2000)}`)));
      for (const entry of entries) await store.append(entry);
      expect(await store.read('f')).toEqual(entries);
    });
  });
}
