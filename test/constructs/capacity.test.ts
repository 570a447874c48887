import { clusterSize, instanceSize } from '../../lib/constructs/capacity.ts';

const size = {
  instanceClass: { name: 'db.r7g.large', memoryGiB: 16, cpus: 2 },
  storageGiB: 20,
  maxStorageGiB: 40,
};

test('an instance reserves its class, and its storage grows', () => {
  expect(instanceSize(size)).toEqual({
    dbInstanceClass: 'db.r7g.large',
    allocatedStorage: '20',
    maxAllocatedStorage: 40,
    storageType: 'gp3',
  });
});

test('a cluster must state the operations per second that gp3 has anyway', () => {
  expect(clusterSize(size).iops).toBe(3000);
  expect(clusterSize({ ...size, storageGiB: 400 }).iops).toBe(12_000);
});
