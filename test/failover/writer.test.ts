import type { LeaseStore } from '../../lib/aws/failover/ports.ts';
import { NotWriterError, Writer } from '../../lib/aws/failover/writer.ts';
import { statusOf } from '../../lib/aws/replies.ts';
import {
  FENCED_AFTER,
  firstLease,
  LEASE_SECONDS,
  NOBODY,
  WRITE_SECONDS,
} from '../../lib/promises/failover/lease.ts';

function writerAt(region: string) {
  const world = { now: 0, holder: 'us-east-1', reachable: true, asked: 0 };
  const leases: LeaseStore = {
    read: async (service, primary) => {
      world.asked += 1;
      if (!world.reachable) throw new Error('no quorum of replicas');
      return { ...firstLease(service, primary), holder: world.holder };
    },
    put: async () => false,
  };
  const props = { leases, service: 'shop', primary: 'us-east-1', region, now: () => world.now * 1000 };
  return { world, writer: new Writer(props) };
}

test('only the region that holds the lease writes', async () => {
  expect(await writerAt('us-east-1').writer.mayWrite()).toBe(true);
  const away = writerAt('us-west-2').writer;
  await expect(away.require()).rejects.toThrow(NotWriterError);
  expect(statusOf(new NotWriterError('no'))).toBe(503);
});

test('a region that is cut off stops by itself, before a fence is over', async () => {
  const { world, writer } = writerAt('us-east-1');
  await writer.mayWrite();
  world.reachable = false;
  world.now = LEASE_SECONDS - 1;
  expect(await writer.mayWrite()).toBe(true);
  world.now = LEASE_SECONDS;
  expect(await writer.mayWrite()).toBe(false);
  expect(LEASE_SECONDS + WRITE_SECONDS).toBeLessThan(FENCED_AFTER);
});

test('an answer counts from when it was asked for, and a clock that goes back voids it', async () => {
  const { world, writer } = writerAt('us-east-1');
  world.now = 100;
  await writer.mayWrite();
  world.reachable = false;
  world.now = 50;
  expect(await writer.mayWrite()).toBe(false);
});

test('a fenced region hears of it within half a lease, and does not ask for every write', async () => {
  const { world, writer } = writerAt('us-east-1');
  for (let i = 0; i < 100; i++) await writer.mayWrite();
  expect(world.asked).toBe(1);
  world.holder = NOBODY;
  world.now = LEASE_SECONDS / 2;
  expect(await writer.mayWrite()).toBe(false);
});
