import { CovenantError } from '../../agreement/errors.ts';
import { gibibytesOf, parseSize, type Size } from '../../agreement/units/index.ts';
import type { Pool } from '../databases/pools.ts';
import type { Topology } from '../databases/topologies.ts';
import type { Environment, Tenant } from '../environment.ts';
import type { Terms } from '../terms.ts';

/** A tenant's capacity that cannot be turned into an amount of data. */
export class UnknownCapacityError extends CovenantError {
  override readonly name = 'UnknownCapacityError';
}

export interface InstanceClass {
  readonly name: string;
  readonly memoryGiB: number;
  readonly cpus: number;
}

/**
 * Graviton classes with memory and CPUs of their own: none is burstable (`t`), because a burstable CPU is lent and
 * a reserved one is not (CAP-4). Memory: AmazonRDS UserGuide, Concepts.DBInstanceClass.Summary.
 */
const LADDER: readonly InstanceClass[] = [
  { name: 'db.m7g.large', memoryGiB: 8, cpus: 2 },
  { name: 'db.r7g.large', memoryGiB: 16, cpus: 2 },
  { name: 'db.r7g.xlarge', memoryGiB: 32, cpus: 4 },
  { name: 'db.r7g.2xlarge', memoryGiB: 64, cpus: 8 },
  { name: 'db.r7g.4xlarge', memoryGiB: 128, cpus: 16 },
  { name: 'db.r7g.8xlarge', memoryGiB: 256, cpus: 32 },
  { name: 'db.r7g.16xlarge', memoryGiB: 512, cpus: 64 },
];

/** Aurora offers no general-purpose (`m`) classes; Multi-AZ clusters only those with a local disk (`d`). */
export const INSTANCE_CLASSES: Readonly<Record<Topology, readonly InstanceClass[]>> = {
  'single-instance': LADDER,
  'multi-az-instance': LADDER,
  aurora: LADDER.filter(each => each.name.startsWith('db.r')),
  'multi-az-cluster': LADDER.map(each => ({
    ...each,
    name: each.name.replace('m7g.', 'm6gd.').replace('r7g.', 'r6gd.'),
  })),
};

export interface Capacity {
  /** The data it is sized for, in GiB. */
  readonly dataGiB: number;
  readonly instanceClass: InstanceClass;
  /** Allocated storage in GiB; Aurora grows by itself and has none. */
  readonly storageGiB: number;
  /** Storage may grow to this by itself, so that a full disk never stops the database. */
  readonly maxStorageGiB: number;
  readonly because: string;
}

/** What a pooled database is sized for when the environment names no `pooled-data`. */
const POOLED_DATA = parseSize('10GB');

/** The least that RDS allocates for PostgreSQL on gp3 (CHAP_Storage). */
const LEAST_STORAGE_GIB = 20;

/**
 * The smallest class whose memory holds all of the data, so that a working set of any shape is read from memory and
 * the reserved CPU is not spent waiting for disks. Storage is twice the data: indexes, row versions and the write-ahead
 * log take about as much again.
 * @throws UnknownCapacityError when a tenant's capacity is no amount, or is above the largest class.
 */
export function capacityOf(pool: Pool, topology: Topology, environment: Environment): Capacity {
  const data = dataOf(pool, environment);
  const dataGiB = Math.max(1, Math.ceil(data.gib));
  const instanceClass = INSTANCE_CLASSES[topology].find(each => each.memoryGiB >= data.gib);
  if (!instanceClass)
    throw new UnknownCapacityError(`${data.from} is ${dataGiB} GB, more than any class holds`);
  const storageGiB = Math.max(LEAST_STORAGE_GIB, dataGiB * 2);
  return {
    dataGiB,
    instanceClass,
    storageGiB,
    maxStorageGiB: storageGiB * 2,
    because: `${data.from}: ${dataGiB} GB fit into the ${instanceClass.memoryGiB} GiB of ${instanceClass.name}`,
  };
}

interface DataSize {
  readonly gib: number;
  /** Where the amount comes from, for explanations. */
  readonly from: string;
}

function dataOf(pool: Pool, environment: Environment): DataSize {
  const pooled = environment['pooled-data'] ?? POOLED_DATA;
  const reserved = pool.tenants.flatMap(tenant => promisedData(tenant, pool.terms) ?? []);
  const sum = reserved.reduce((total, size) => total + gibibytesOf(size), 0);
  if (pool.tenant) return reserved.length > 0 ? tenantData(pool, sum) : pooledData(pooled);
  return sum > gibibytesOf(pooled) ? { gib: sum, from: 'the tenants on it together' } : pooledData(pooled);
}

function tenantData(pool: Pool, gib: number): DataSize {
  return { gib, from: `tenant ${pool.tenant}'s capacity` };
}

function pooledData(size: Size): DataSize {
  return { gib: gibibytesOf(size), from: 'pooled-data' };
}

/**
 * The amount of data a tenant's capacity stands for, or undefined when it has none (CAP-3).
 * @throws UnknownCapacityError when its size is unknown to the agreement, or has no upper end and needs an amount.
 */
export function promisedData(tenant: Tenant, terms: Terms): Size | undefined {
  const { capacity } = tenant;
  if (capacity === undefined || typeof capacity !== 'string') return capacity;
  const sizes = terms.capacity?.sizes ?? {};
  const size = sizes[capacity];
  if (!size) throw new UnknownCapacityError(unknownSize(tenant, capacity, Object.keys(sizes)));
  const below = size['data-below'];
  if (!below)
    throw new UnknownCapacityError(
      `tenant ${tenant.name}: ${capacity} has no upper end; write an amount such as 200GB`,
    );
  return below;
}

function unknownSize(tenant: Tenant, capacity: string, known: readonly string[]): string {
  const hint = known.length > 0 ? `the agreement knows ${known.join(', ')}` : 'its plan names no sizes';
  return `tenant ${tenant.name}: capacity "${capacity}" is unknown; ${hint}`;
}
