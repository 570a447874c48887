import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { databaseFor } from '../constructs/databases/for-pool.ts';
import type { Database } from '../constructs/databases/index.ts';
import type { Agreement } from '../promises/agreement.ts';
import { sharedPools } from '../promises/databases/pools.ts';
import type { Environment } from '../promises/environment.ts';
import { groundOf } from './ground.ts';
import type { NetworkStack } from './network-stack.ts';
import { stackProps } from './place.ts';

export interface DataStackProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly network: NetworkStack;
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
    const pools = new Map<string, Database>();
    for (const pool of sharedPools(agreement, environment)) {
      const database = databaseFor(this, `Pool-${pool.name}`, pool, environment, groundOf(network));
      for (const plan of pool.plans) pools.set(plan, database);
    }
    this.pools = pools;
  }
}
