import { Fn, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import {
  copyDays,
  isKeptAway,
  snapshotDays,
  validationHours,
  vaultLock,
} from '../../promises/backups/rules.ts';
import { scheduleFor } from '../../promises/backups/schedule.ts';
import {
  breakGlassRoleName,
  namesOf,
  recoveryKeyOutput,
  recoveryStackName,
} from '../../promises/databases/names.ts';
import { marksOf, type Pool } from '../../promises/databases/pools.ts';
import type { Environment } from '../../promises/environment.ts';
import { agreedRegions } from '../../promises/residency/rules.ts';
import { acknowledge } from '../acknowledge.ts';
import type { DatabaseGround } from '../databases/for-pool.ts';
import type { Database } from '../databases/index.ts';
import { Backups, type CopyTo, type RestoreTesting } from './index.ts';
import { Vault } from './vault.ts';

const NOT_PROMISED =
  'The agreement of this environment promises no backups; RDS keeps its automated backups for the least time it allows.';

/** The backups of a pool's database, every value from what the pool was promised; none when it was promised none. */
export function backupsFor(
  scope: Construct,
  id: string,
  pool: Pool,
  environment: Environment,
  database: Database,
  ground: DatabaseGround,
): Backups | undefined {
  const { backups } = pool.terms;
  const days = snapshotDays(pool.terms);
  if (!backups || days === undefined) {
    acknowledge(database.resource, { 'NIST.800.53.R5-RDSInBackupPlan': NOT_PROMISED });
    return undefined;
  }
  return new Backups(scope, id, {
    name: namesOf(environment.environment, pool).vault,
    database,
    schedule: scheduleFor(backups.every),
    days,
    copyTo: copyTo(pool, environment),
    restoreTesting: restoreTesting(pool, environment, ground),
    ...safety(scope, pool, environment),
  });
}

/** The vault of a pool in the recovery region, or undefined when nothing of it is kept there. */
export function recoveryVaultFor(scope: Construct, pool: Pool, environment: Environment): Vault | undefined {
  if (!isKeptAway(pool.terms)) return undefined;
  return new Vault(scope, `Vault-${pool.name}`, {
    name: namesOf(environment.environment, pool).recoveryVault,
    ...safety(scope, pool, environment, 'recovery-vault'),
  });
}

function safety(scope: Construct, pool: Pool, environment: Environment, role = 'vault') {
  return {
    lock: vaultLock(pool.terms, environment.stage),
    copiesOnlyTo: pool.terms.residency && agreedRegions(pool.terms, environment),
    breakGlassRoleArn: breakGlassRoleArn(scope, environment),
    protect: environment.stage === 'production',
    marks: { ...marksOf(pool), role },
  };
}

function breakGlassRoleArn(scope: Construct, environment: Environment): string {
  const resourceName = breakGlassRoleName(environment.environment);
  return Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'role', resourceName });
}

function copyTo(pool: Pool, environment: Environment): CopyTo | undefined {
  const days = copyDays(pool.terms);
  if (days === undefined) return undefined;
  const { region } = environment.recovery;
  const stack = recoveryStackName(environment.environment);
  const keyArn = Fn.getStackOutput(stack, recoveryKeyOutput(pool), region);
  return { region, vaultName: namesOf(environment.environment, pool).recoveryVault, keyArn, days };
}

function restoreTesting(
  pool: Pool,
  environment: Environment,
  ground: DatabaseGround,
): RestoreTesting | undefined {
  const tested = pool.terms.backups?.tested;
  if (!tested) return undefined;
  return {
    schedule: scheduleFor(tested.every),
    name: namesOf(environment.environment, pool).restoreTest,
    subnetGroupName: ground.subnetGroupName,
    validationHours: validationHours(tested['recovery-time']),
  };
}
