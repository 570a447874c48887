import type { Agreement } from '../agreement.ts';
import { copyDays, pointInTimeAwayDays, pointInTimeDays, snapshotDays, vaultLock } from '../backups/rules.ts';
import { scheduleFor } from '../backups/schedule.ts';
import { capacityOf } from '../capacity/rules.ts';
import type { Environment } from '../environment.ts';
import { namesOf } from './names.ts';
import { type Pool, poolsOf } from './pools.ts';
import type { Reason } from './requirements.ts';
import { chooseTopology } from './rules.ts';
import { TOPOLOGY_FACTS, type Topology } from './topologies.ts';

/** Why one database is as it is. */
export interface DatabaseExplanation {
  readonly database: string;
  readonly plans: readonly string[];
  readonly tenants: readonly string[];
  readonly placement: 'pooled' | 'dedicated';
  readonly topology: Topology;
  readonly title: string;
  readonly costs: string;
  /** Which promise asked for what, and how the topology keeps it. */
  readonly keeps: readonly Reason[];
  readonly rejected: readonly { readonly topology: Topology; readonly reasons: readonly Reason[] }[];
  readonly capacity: {
    readonly instanceClass: string;
    readonly memoryGiB: number;
    readonly storageGiB: number;
    readonly because: string;
  };
  readonly backups: readonly Reason[];
}

/**
 * Explains every database of an environment.
 * @throws NoTopologyError, UnknownCapacityError or TooFrequentError when one cannot be built.
 */
export function explain(agreement: Agreement, environment: Environment): readonly DatabaseExplanation[] {
  return poolsOf(agreement, environment).map(pool => explainPool(pool, environment));
}

function explainPool(pool: Pool, environment: Environment): DatabaseExplanation {
  const choice = chooseTopology(pool.terms, environment);
  const { instanceClass, storageGiB, because } = capacityOf(pool, choice.topology, environment);
  const { title, costs } = TOPOLOGY_FACTS[choice.topology];
  return {
    database: namesOf(environment.environment, pool).database,
    plans: pool.plans,
    tenants: pool.tenants.map(tenant => tenant.name),
    placement: pool.tenant ? 'dedicated' : 'pooled',
    ...choice,
    title,
    costs,
    capacity: { instanceClass: instanceClass.name, memoryGiB: instanceClass.memoryGiB, storageGiB, because },
    backups: backupsOf(pool, environment),
  };
}

function backupsOf({ terms }: Pool, environment: Environment): readonly Reason[] {
  const { backups } = terms;
  const reasons: readonly (Reason | undefined)[] = [
    backups && {
      promise: 'backups.every',
      because: `${backups.every.text}: ${scheduleFor(backups.every)} UTC`,
    },
    days('backups.keep', snapshotDays(terms), 'AWS Backup deletes a snapshot after'),
    days('backups.away', copyDays(terms), `${environment.recovery.region} keeps a copy for`),
    backups?.['point-in-time'] && pointInTime(terms),
    days(
      'backups.point-in-time.away',
      pointInTimeAwayDays(terms),
      `${environment.recovery.region} restores any second of`,
    ),
    backups?.tested && {
      promise: 'backups.tested',
      because: `a restore on ${scheduleFor(backups.tested.every)} UTC`,
    },
    lock(terms, environment),
  ];
  return reasons.filter(reason => reason !== undefined);
}

function days(promise: string, count: number | undefined, text: string): Reason | undefined {
  return count === undefined
    ? undefined
    : { promise, because: `${text} ${count} ${count === 1 ? 'day' : 'days'}` };
}

function pointInTime(terms: Pool['terms']): Reason {
  const because = `RDS, its only owner (fact 8), restores any second of ${pointInTimeDays(terms)} days`;
  return { promise: 'backups.point-in-time', because };
}

function lock(terms: Pool['terms'], environment: Environment): Reason | undefined {
  const promised = terms.backups?.lock;
  if (!promised) return undefined;
  const made = vaultLock(terms, environment.stage);
  const because = made
    ? `${promised.mode}: the vaults refuse backups that live less than ${made.minDays} or more than ${made.maxDays} days`
    : 'no lock in development, so that it can be thrown away (fact 27)';
  return { promise: 'backups.lock', because };
}
