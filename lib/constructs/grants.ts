import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';

/** Every action by name: the CDK's own grant has wildcards, which an auditor would have to look up. */
const USE_KEY = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:DescribeKey',
];

/** Lets a function use a key, as DynamoDB, SNS and SQS ask of their callers. */
export function grantKey(grantee: iam.IGrantable, key: kms.IKey): void {
  iam.Grant.addToPrincipal({ grantee, actions: USE_KEY, resourceArns: [key.keyArn] });
}

type TableAction = 'GetItem' | 'PutItem' | 'UpdateItem' | 'Query' | 'Scan';

/** Lets a function do exactly these things with a table and its key. */
export function grantTable(
  grantee: iam.IGrantable,
  table: dynamodb.ITableV2,
  key: kms.IKey,
  actions: readonly TableAction[],
): void {
  iam.Grant.addToPrincipal({
    grantee,
    actions: actions.map(action => `dynamodb:${action}`),
    resourceArns: [table.tableArn],
  });
  grantKey(grantee, key);
}
