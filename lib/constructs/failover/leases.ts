import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { leaseTableName } from '../../promises/failover/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { mark } from '../mark.ts';

export interface LeaseTableProps {
  readonly environment: string;
  /** The regions that may write, both of which read and write the table. */
  readonly regions: readonly [primary: string, recovery: string];
  /** A third one, which only votes. */
  readonly witness: string;
  /** Whether it outlives the stack and refuses to be deleted. */
  readonly keep: boolean;
}

const NO_KEY_OF_OURS =
  'It holds names of services and regions, and no data of anybody. With a key of ours, a key that cannot be used would stop every write.';
const NEVER_RESTORED =
  'A lease of yesterday must never come back: who may write is asked of the table as it is now, or of nobody.';

/**
 * Who may write, as one table over three regions with multi-Region strong consistency: a read in any of them sees
 * every write that was confirmed before in any other, and one region may be lost. A region that is cut off gets no
 * answer, and stops (Amazon DynamoDB, global tables, "How it works").
 */
export function leaseTable(scope: Construct, id: string, props: LeaseTableProps): dynamodb.CfnGlobalTable {
  const { environment, regions, witness, keep } = props;
  const table = new dynamodb.CfnGlobalTable(scope, id, {
    tableName: leaseTableName(environment),
    attributeDefinitions: [{ attributeName: 'service', attributeType: 'S' }],
    keySchema: [{ attributeName: 'service', keyType: 'HASH' }],
    billingMode: 'PAY_PER_REQUEST',
    multiRegionConsistency: 'STRONG',
    globalTableWitnesses: [{ region: witness }],
    replicas: regions.map(region => ({ region, deletionProtectionEnabled: keep })),
  });
  table.applyRemovalPolicy(keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
  mark(table, { promise: 'failover', role: 'leases' });
  acknowledge(table, {
    CKV_AWS_119: NO_KEY_OF_OURS,
    CKV_AWS_28: NEVER_RESTORED,
    CKV_AWS_165: NEVER_RESTORED,
    'AwsSolutions-DDB3': NEVER_RESTORED,
    'NIST.800.53.R5-DynamoDBPITREnabled': NEVER_RESTORED,
    'NIST.800.53.R5-DynamoDBInBackupPlan': NEVER_RESTORED,
    'Serverless-DynamoDBPITR': NEVER_RESTORED,
  });
  return table;
}
