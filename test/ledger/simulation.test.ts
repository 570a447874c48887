import type { Entry } from '../../lib/ledger/entry.ts';
import { memoryStore } from '../../lib/ledger/memory-store.ts';
import type { LedgerStore } from '../../lib/ledger/store.ts';
import { simulate } from './simulation.ts';

/** `npm run simulate` runs 100,000; COVENANT_SCHEDULES and COVENANT_SEED choose others. */
const SCHEDULES = Number(process.env.COVENANT_SCHEDULES ?? 300);
const FIRST = Number(process.env.COVENANT_SEED ?? Math.floor(Math.random() * 1_000_000_000));

test(`no replay, crash or correction pays twice or loses a credit: ${SCHEDULES} schedules from seed ${FIRST}`, async () => {
  for (let seed = FIRST; seed < FIRST + SCHEDULES; seed++) {
    const wrong = await simulate(seed, memoryStore());
    if (wrong)
      throw new Error(`seed ${seed}: ${wrong} (run again with COVENANT_SEED=${seed} COVENANT_SCHEDULES=1)`);
  }
}, 3_600_000);

test('the control: a store that forgets its condition is caught', async () => {
  const careless = (): LedgerStore => {
    const entries: Entry[] = [];
    return {
      async read() {
        return [...entries];
      },
      async append(entry) {
        entries.push(entry);
        return true;
      },
    };
  };
  const found: string[] = [];
  for (let seed = 1; seed <= 80; seed++) {
    const wrong = await simulate(seed, careless());
    if (wrong) found.push(wrong);
  }
  expect(found.length).toBeGreaterThan(5);
});
