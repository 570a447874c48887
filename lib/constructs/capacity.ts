import type { Capacity } from '../promises/capacity/rules.ts';

/** What of a capacity a database needs to know; from `capacityOf`. */
export type Size = Pick<Capacity, 'instanceClass' | 'storageGiB' | 'maxStorageGiB'>;

/** The properties of an RDS instance that reserve a capacity. */
export function instanceSize(size: Size) {
  return {
    dbInstanceClass: size.instanceClass.name,
    allocatedStorage: String(size.storageGiB),
    maxAllocatedStorage: size.maxStorageGiB,
    storageType: 'gp3',
  };
}

/** The properties of a Multi-AZ cluster that reserve a capacity; its storage does not grow by itself. */
export function clusterSize(size: Size) {
  return {
    dbClusterInstanceClass: size.instanceClass.name,
    allocatedStorage: size.storageGiB,
    storageType: 'gp3',
    iops: baselineIops(size.storageGiB),
  };
}

/** What gp3 gives without a surcharge; a cluster must state it (AmazonRDS, CHAP_Storage). */
function baselineIops(storageGiB: number): number {
  return storageGiB < 400 ? 3000 : 12_000;
}
