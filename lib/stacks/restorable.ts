import type { DatabaseSite, RestorableDatabase } from '../constructs/recovery/restorable.ts';
import type { Agreement } from '../promises/agreement.ts';
import { promisedLoss } from '../promises/backups/freshness.ts';
import { scheduleFor } from '../promises/backups/schedule.ts';
import { restoredSecretName } from '../promises/databases/place.ts';
import { marksOf, type Pool } from '../promises/databases/pools.ts';
import { chooseTopology } from '../promises/databases/rules.ts';
import { TOPOLOGY_FACTS } from '../promises/databases/topologies.ts';
import type { Environment } from '../promises/environment.ts';

/** Whether there are backups that the restore machine can restore; where tested restores are promised it always can. */
export function isRestorable({ terms }: Pool, environment: Environment): boolean {
  return terms.backups !== undefined && TOPOLOGY_FACTS[chooseTopology(terms, environment).topology].drillable;
}

/** A pool's database as the restore machine knows it: with what was promised of its restores, and when to drill it. */
export function restorableOf(
  pool: Pool,
  environment: Environment,
  database: DatabaseSite,
): RestorableDatabase {
  const tested = pool.terms.backups?.tested;
  return {
    database,
    schedule: tested && scheduleFor(tested.every),
    recoveryTime: tested?.['recovery-time'].seconds ?? null,
    recoveryPoint: promisedLoss(pool.terms) ?? null,
    pointer: restoredSecretName(environment.environment, pool.name),
    marks: marksOf(pool),
  };
}

/** Whose promises the runs of an environment's machines are measured against. */
export function aboutOf({ agreement, version }: Agreement, { environment }: Environment) {
  return { place: 'deployed', agreement, version, environment } as const;
}
