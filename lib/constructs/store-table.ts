import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Marks } from '../promises/evidence.ts';
import { acknowledge } from './acknowledge.ts';
import { mark } from './mark.ts';

export interface StoreTableProps {
  readonly tableName: string;
  readonly partition: string;
  readonly sort: { readonly name: string; readonly type: dynamodb.AttributeType };
  readonly key: kms.IKey;
  /** What its stream of changes carries. @default no stream */
  readonly stream?: dynamodb.StreamViewType;
  /** The attribute with the epoch seconds after which an item goes by itself. @default none ever goes */
  readonly expires?: string;
  /** Whether it outlives the stack and refuses to be deleted. @default true */
  readonly keep?: boolean;
  readonly marks: Marks;
}

/** A table of evidence: encrypted with a key of ours, restorable to any second, and not deleted by accident. */
export function storeTable(scope: Construct, id: string, props: StoreTableProps): dynamodb.TableV2 {
  const keep = props.keep ?? true;
  const table = new dynamodb.TableV2(scope, id, {
    tableName: props.tableName,
    partitionKey: { name: props.partition, type: dynamodb.AttributeType.STRING },
    sortKey: props.sort,
    dynamoStream: props.stream,
    encryption: dynamodb.TableEncryptionV2.customerManagedKey(props.key),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    ...(props.expires ? { timeToLiveAttribute: props.expires } : {}),
    deletionProtection: keep,
    removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  mark(table, props.marks);
  acknowledge(table, {
    'NIST.800.53.R5-DynamoDBInBackupPlan':
      'Point-in-time recovery keeps every second; what follows from it, the signed statements, is kept under Object Lock.',
  });
  return table;
}
