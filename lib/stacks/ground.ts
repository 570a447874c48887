import type { DatabaseGround } from '../constructs/databases/for-pool.ts';
import type { NetworkStack } from './network-stack.ts';

/** What a network stack lends to databases. */
export function groundOf(stack: NetworkStack): DatabaseGround {
  return {
    vpc: stack.vpc,
    subnetGroupName: stack.network.databaseSubnetGroup.ref,
    monitoringRole: stack.monitoringRole,
  };
}
