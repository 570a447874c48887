import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { breakGlassRole } from '../constructs/backups/break-glass.ts';
import { BackupEvents } from '../constructs/backups/events.ts';
import { backupsFor } from '../constructs/backups/for-pool.ts';
import { BackupReports } from '../constructs/backups/reports.ts';
import { databaseFor } from '../constructs/databases/for-pool.ts';
import type { Database } from '../constructs/databases/index.ts';
import type { Agreement } from '../promises/agreement.ts';
import { breakGlassRoleName } from '../promises/databases/names.ts';
import { type Pool, poolsOf, sharedPools } from '../promises/databases/pools.ts';
import type { Environment } from '../promises/environment.ts';
import { groundOf } from './ground.ts';
import type { NetworkStack } from './network-stack.ts';
import { stackProps } from './place.ts';
import type { RecoveryDataStack } from './recovery-data-stack.ts';

export interface DataStackProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly network: NetworkStack;
  /** Deployed before this stack: copies need its vaults and keys. @default nothing is copied */
  readonly recovery?: RecoveryDataStack | undefined;
}

function backsUp(agreement: Agreement, environment: Environment): boolean {
  return poolsOf(agreement, environment).some(pool => pool.terms.backups);
}

/** `<environment>-data`: the databases that pooled tenants share, and what protects them. */
export class DataStack extends Stack {
  /** The database of each plan that has pooled tenants; with `databases: shared` it is the same for all. */
  readonly pools: ReadonlyMap<string, Database>;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    const { agreement, environment, network } = props;
    super(
      scope,
      id,
      stackProps(environment, 'primary', 'Databases that several tenants share, and their backups'),
    );
    if (props.recovery) this.addStackDependency(props.recovery);
    const pools = new Map<string, Database>();
    for (const pool of sharedPools(agreement, environment)) {
      const database = this.addPool(pool, environment, network);
      for (const plan of pool.plans) pools.set(plan, database);
    }
    this.pools = pools;
    if (backsUp(agreement, environment)) this.addWatch(environment);
  }

  private addPool(pool: Pool, environment: Environment, network: NetworkStack): Database {
    const ground = groundOf(network);
    const database = databaseFor(this, `Database-${pool.name}`, pool, environment, ground);
    backupsFor(this, `Backups-${pool.name}`, pool, environment, database, ground);
    return database;
  }

  /** What every vault of the account and region shares: its alarm, its reports and the role for emergencies. */
  private addWatch(environment: Environment): void {
    const keep = environment.stage === 'production';
    new BackupEvents(this, 'BackupEvents', { email: environment.alarms.email, keep });
    new BackupReports(this, 'BackupReports', { name: environment.environment.replaceAll('-', '_'), keep });
    breakGlassRole(this, 'BreakGlass', breakGlassRoleName(environment.environment));
  }
}
