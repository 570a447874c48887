import assert from 'node:assert/strict';
import type { HistoryStore } from '../../lib/aws/history-store.ts';
import { type Seen, UNSEEN } from '../../lib/promises/availability/collected.ts';
import { type Spans, spansOf } from '../../lib/promises/availability/spans.ts';
import { type Kept, same } from '../ledger/contract.ts';

const DAY = 86_400;
const START = 20_500 * DAY;

/** One second of every twelve of some days: 150 KB a day. */
function flapping(days: number): Spans {
  return spansOf(Array.from({ length: days * 7200 }, (_, i) => [START + i * 12, START + i * 12 + 1]));
}

const seen = (from: number, until: number, down: Spans = spansOf([])): Seen => ({
  seen: spansOf([[START + from, START + until]]),
  down,
});

const maintenance = {
  ...{ id: 'm-1', kind: 'maintenance' },
  ...{ start: '2026-10-07T10:00:00Z', end: '2026-10-07T11:00:00Z' },
};

/** What every store of what was seen must keep. */
export const HISTORY_CONTRACT: readonly Kept<HistoryStore>[] = [
  {
    says: 'of an unknown series nothing is known',
    holds: async open => {
      const store = await open();
      assert.equal(await store.reach('shared/nothing'), undefined);
      same(await store.read('shared/nothing', [START, START + DAY]), UNSEEN);
    },
  },
  {
    says: 'what many write of one day at once is all kept, and writing it again changes nothing',
    holds: async open => {
      const store = await open();
      const parts = Array.from({ length: 6 }, (_, i) => seen(i * 600, i * 600 + 600));
      for (const _ of [1, 2]) await Promise.all(parts.map(part => store.merge('shared/a', part)));
      same(await store.read('shared/a', [START, START + DAY]), seen(0, 3600));
    },
  },
  {
    says: 'what was seen over midnight comes back as one',
    holds: async open => {
      const store = await open();
      const outage = spansOf([[START + DAY - 300, START + DAY + 300]]);
      await store.merge('shared/b', seen(0, 2 * DAY, outage));
      same(await store.read('shared/b', [START, START + 2 * DAY]), seen(0, 2 * DAY, outage));
    },
  },
  {
    says: 'how far a series reaches only ever grows, at either end',
    holds: async open => {
      const store = await open();
      await store.advance('shared/c', { since: 100, until: 500 });
      await store.advance('shared/c', { since: 120, until: 400 });
      same(await store.reach('shared/c'), { since: 100, until: 500 });
      await store.advance('shared/c', { since: 50, until: 450 });
      same(await store.reach('shared/c'), { since: 50, until: 500 });
    },
  },
  {
    says: 'an exclusion is written once and never changed, whoever comes second',
    holds: async open => {
      const store = await open();
      const others = ['12', '13', '14'].map(hour => ({ ...maintenance, end: `2026-10-07T${hour}:00:00Z` }));
      assert.equal(await store.exclude('m-1', maintenance), true);
      const again = await Promise.all(others.map(other => store.exclude('m-1', other)));
      same(again, [false, false, false]);
      same(await store.exclusions(), [maintenance]);
    },
  },
  {
    says: 'days of more than a megabyte together, which DynamoDB gives in pages, are read whole',
    holds: async open => {
      const store = await open();
      const days = seen(0, 8 * DAY, flapping(8));
      await store.merge('shared/d', days);
      same(await store.read('shared/d', [START, START + 8 * DAY]), days);
    },
  },
];
