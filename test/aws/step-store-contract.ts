import * as fc from 'fast-check';
import type { StepStore } from '../../lib/aws/step-store.ts';
import { runsOf, type StepEvent } from '../../lib/promises/performance/rules.ts';

const happened = (tenant: string, subject: string, event: string, at: number): StepEvent => ({
  ...{ tenant, subject, event, at },
});

const inOrder = (events: readonly StepEvent[]) =>
  events.map(each => JSON.stringify([each.tenant, each.at, each.event, each.subject])).sort();

const STEP = { from: 'begun', to: 'ended' };
const event = fc.record({
  tenant: fc.constantFrom('oak', 'elm'),
  subject: fc.constantFrom('a', 'b', 'c#d'),
  event: fc.constantFrom('begun', 'ended'),
  at: fc.integer({ min: 0, max: 5_000 }),
});

/** What every store of events must keep; each adapter's test calls this with a store of its own. */
export function stepStoreContract(name: string, open: () => StepStore | Promise<StepStore>): void {
  describe(`${name} keeps the contract of a store of events`, () => {
    test('of a tenant without events there are none', async () => {
      expect(await (await open()).read('nobody', 0, 9e12)).toEqual([]);
    });

    test('an event comes back as it was put, however often, and each tenant has its own', async () => {
      const store = await open();
      const seen = happened('oak', 'alert #7 / é', 'begun', 1_789_999_980_123);
      for (let times = 0; times < 3; times++) await store.add(seen);
      await store.add({ ...seen, tenant: 'elm', at: seen.at + 1 });
      expect(await store.read('oak', 0, 9e12)).toEqual([seen]);
      expect(await store.read('elm', 0, 9e12)).toHaveLength(1);
    });

    test('a time is read with both of its ends, to the millisecond', async () => {
      const store = await open();
      const all = [99, 100, 150, 200, 201].map(at => happened('oak', 's', 'begun', at));
      for (const each of all) await store.add(each);
      expect((await store.read('oak', 100, 200)).map(({ at }) => at)).toEqual([100, 150, 200]);
    });

    test('however events are cut into batches, ordered and repeated, the runs are the same', async () => {
      const batches = fc.array(fc.array(event, { maxLength: 5 }), { maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(batches, async cut => {
          const one = await open();
          const other = await open();
          for (const batch of cut) await Promise.all(batch.map(each => one.add(each)));
          for (const each of cut.flat().toReversed()) await other.add(each);
          for (const tenant of ['oak', 'elm']) {
            const [left, right] = await Promise.all([one, other].map(store => store.read(tenant, 0, 9e12)));
            expect(inOrder(left ?? [])).toEqual(inOrder(right ?? []));
            expect(runsOf(STEP, left ?? [])).toEqual(
              runsOf(
                STEP,
                cut.flat().filter(each => each.tenant === tenant),
              ),
            );
          }
        }),
        { numRuns: 8 },
      );
    });

    test('a long time is read whole', async () => {
      const store = await open();
      const all = Array.from({ length: 700 }, (_, i) => happened('oak', 'x'.repeat(250) + i, 'begun', i));
      for (let at = 0; at < all.length; at += 100) await Promise.all(all.slice(at, at + 100).map(store.add));
      expect(inOrder(await store.read('oak', 0, 700))).toEqual(inOrder(all));
    });
  });
}
