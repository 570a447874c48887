import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { mark } from '../mark.ts';

export interface CountersTableProps {
  readonly tableName: string;
  readonly key: kms.IKey;
  /** Whether it outlives the stack and refuses to be deleted. @default true */
  readonly keep?: boolean;
  /** @default nobody in particular */
  readonly tenant?: string | undefined;
}

/** Digests of API keys with whom they belong to, and the counters of hard limits. Finished counters expire by themselves. */
export function countersTable(scope: Construct, id: string, props: CountersTableProps): dynamodb.TableV2 {
  const keep = props.keep ?? true;
  const table = new dynamodb.TableV2(scope, id, {
    tableName: props.tableName,
    partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    timeToLiveAttribute: 'expires',
    encryption: dynamodb.TableEncryptionV2.customerManagedKey(props.key),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: keep,
    removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  mark(table, { promise: 'limits', tenant: props.tenant, role: 'counters' });
  acknowledge(table, {
    'NIST.800.53.R5-DynamoDBInBackupPlan':
      'Point-in-time recovery keeps every second; counters are worthless after their window and keys can be assigned again.',
  });
  return table;
}
