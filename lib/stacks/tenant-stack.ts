import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { backupsFor } from '../constructs/backups/for-pool.ts';
import { databaseFor } from '../constructs/databases/for-pool.ts';
import type { Database } from '../constructs/databases/index.ts';
import { isolate } from '../constructs/isolation.ts';
import type { Agreement } from '../promises/agreement.ts';
import { dedicatedPool } from '../promises/databases/pools.ts';
import type { Environment, Tenant } from '../promises/environment.ts';
import { groundOf } from './ground.ts';
import type { NetworkStack } from './network-stack.ts';
import { stackProps } from './place.ts';
import type { RecoveryDataStack } from './recovery-data-stack.ts';

export interface TenantStackProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly tenant: Tenant;
  readonly network: NetworkStack;
  /** Deployed before this stack: copies need its vaults and keys. @default nothing is copied */
  readonly recovery?: RecoveryDataStack | undefined;
}

/**
 * `<environment>-tenant-<tenant>`: everything of one dedicated tenant, so that a neighbour's fault never reaches it
 * (NODE-4). It shares the network with others, and no compute, storage or key.
 */
export class TenantStack extends Stack {
  readonly tenant: Tenant;
  readonly database: Database;
  readonly vpc: ec2.IVpc;

  constructor(scope: Construct, id: string, props: TenantStackProps) {
    const { agreement, environment, tenant, network } = props;
    super(
      scope,
      id,
      stackProps(environment, 'primary', `Everything of the tenant ${tenant.name}, shared with nobody`),
    );
    isolate(this, tenant.name);
    if (props.recovery) this.addStackDependency(props.recovery);
    this.tenant = tenant;
    this.vpc = network.vpc;
    const pool = dedicatedPool(agreement, tenant);
    const ground = groundOf(network);
    this.database = databaseFor(this, 'Database', pool, environment, ground);
    backupsFor(this, 'Backups', pool, environment, this.database, ground);
  }
}
