import { type App, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Database } from '../constructs/databases/index.ts';
import type { LambdaCode } from '../constructs/lambda-code.ts';
import { BackupAlarms } from '../constructs/recovery/alarms.ts';
import { BackupWatch } from '../constructs/recovery/backup-watch.ts';
import { Recovery } from '../constructs/recovery/index.ts';
import { MachineAlarms } from '../constructs/recovery/machine-alarms.ts';
import type { Agreement } from '../promises/agreement.ts';
import {
  oldestBackup,
  oldestCopy,
  oldestProof,
  promisedLoss,
  type WatchedDatabase,
} from '../promises/backups/freshness.ts';
import { namesOf } from '../promises/databases/names.ts';
import { marksOf, type Pool, poolsOf } from '../promises/databases/pools.ts';
import type { Environment } from '../promises/environment.ts';
import { deployedChecks } from '../promises/recovery/deployed-checks.ts';
import { groundOf } from './alarms.ts';
import type { NetworkStack } from './network-stack.ts';
import { stackProps } from './place.ts';
import { aboutOf, isRestorable, restorableOf } from './restorable.ts';
import { TenantStack } from './tenant-stack.ts';

export interface RestoreStackProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly network: NetworkStack;
  /** The shared databases by plan. */
  readonly pools: ReadonlyMap<string, Database>;
  readonly code: LambdaCode;
}

/** Adds `<environment>-restore` where anyone is promised backups. Call it last: it looks for tenants' databases. */
export function addRestoreStack(app: App, id: string, props: RestoreStackProps): void {
  const backedUp = poolsOf(props.agreement, props.environment).filter(pool => pool.terms.backups);
  if (backedUp.length > 0) new RestoreStack(app, id, props, backedUp);
}

/** `<environment>-restore`: the restore machine, its drills, and alarms on backups that are not what was promised. */
export class RestoreStack extends Stack {
  constructor(scope: Construct, id: string, props: RestoreStackProps, pools: readonly Pool[]) {
    const { environment } = props;
    super(scope, id, stackProps(environment, 'primary', 'Restores, their drills, and how fresh backups are'));
    const recovery = this.addRecovery(props, pools);
    const keep = environment.stage === 'production';
    const { environment: name } = environment;
    const bucket = recovery?.reports.bucket;
    const watch = new BackupWatch(this, 'Backups', {
      ...{ environment: name, code: props.code, keep },
      databases: pools.map(pool => watchedOf(pool, environment, bucket?.bucketName)),
      reports: recovery && { bucket: recovery.reports.bucket, key: recovery.key },
    });
    const ground = groundOf(this, environment);
    for (const pool of pools) {
      const database = namesOf(name, pool).database;
      new BackupAlarms(this, `Alarms-${pool.name}`, {
        ...{ ground, database, marks: marksOf(pool), customers: customersOf(pool) },
        ...promisesOf(pool),
      });
    }
    new MachineAlarms(this, 'Machine', { ground, recovery, queues: [watch.undelivered] });
  }

  private addRecovery(props: RestoreStackProps, pools: readonly Pool[]): Recovery | undefined {
    const { agreement, environment, network } = props;
    const databases = pools
      .filter(pool => isRestorable(pool, environment))
      .flatMap(pool => {
        const database = databaseOf(props, pool, this);
        return database ? [restorableOf(pool, environment, database)] : [];
      });
    if (databases.length === 0) return undefined;
    return new Recovery(this, 'Recovery', {
      ...{ environment: environment.environment, place: 'primary', databases, code: props.code },
      about: aboutOf(agreement, environment),
      checks: deployedChecks(environment),
      vpc: network.vpc,
      endpointSecurityGroup: network.network.endpointSecurityGroup,
      monitoringRoleArn: network.monitoringRole.roleArn,
      keep: environment.stage === 'production',
    });
  }
}

function databaseOf({ pools }: RestoreStackProps, pool: Pool, stack: Stack): Database | undefined {
  if (pool.tenant === undefined) return pools.get(pool.plans[0] ?? '');
  const tenants = stack.node.root.node.children.filter(each => each instanceof TenantStack);
  return tenants.find(each => each.tenant.name === pool.tenant)?.database;
}

function watchedOf(pool: Pool, environment: Environment, reports: string | undefined): WatchedDatabase {
  const names = namesOf(environment.environment, pool);
  const { backups } = pool.terms;
  const copies = { vault: names.recoveryVault, region: environment.recovery.region };
  return {
    database: names.database,
    vault: names.vault,
    ...(backups?.away && { copies }),
    ...(backups?.tested && { reports }),
  };
}

function promisesOf({ terms }: Pool) {
  return {
    oldestBackup: oldestBackup(terms),
    oldestCopy: oldestCopy(terms),
    oldestProof: oldestProof(terms),
    recoveryTime: terms.backups?.tested?.['recovery-time'].seconds,
    recoveryPoint: promisedLoss(terms),
  };
}

function customersOf({ tenant, plans }: Pool): string {
  return tenant ? `the tenant ${tenant}` : `every tenant on ${plans.join(', ')}`;
}
