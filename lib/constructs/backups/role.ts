import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { accountInFindings, acknowledge } from '../acknowledge.ts';
import type { Database } from '../databases/index.ts';

export interface BackupRoleProps {
  readonly database: Database;
  /** Vaults into which it may write, and from which it may copy. */
  readonly vaultArns: readonly string[];
  /** Keys with which backups are encrypted and read. */
  readonly keyArns: readonly string[];
  /** Regions in which it makes snapshots. */
  readonly regions: readonly string[];
}

/** What AWS Backup may do for one database: snapshot it, copy the snapshots, use their keys. Not delete the database. */
export function backupRole(scope: Construct, id: string, props: BackupRoleProps): iam.Role {
  const policy = new iam.ManagedPolicy(scope, `${id}Policy`, {
    description: `Lets AWS Backup back up the database ${props.database.identifier}`,
    statements: [snapshots(scope, props), vaults(props), tags(), ...keys(props.keyArns)],
  });
  acknowledge(policy, {
    ...snapshotFindings(scope, props.regions),
    'AwsSolutions-IAM5[Resource::*]':
      'tag:GetResources reads which resources carry a tag and has no resource of its own (service authorization reference).',
  });
  return new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('backup.amazonaws.com'),
    managedPolicies: [policy],
  });
}

function snapshots(scope: Construct, props: BackupRoleProps): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: [
      'rds:DescribeDBInstances',
      'rds:DescribeDBSnapshots',
      'rds:CreateDBSnapshot',
      'rds:CopyDBSnapshot',
      'rds:DescribeDBClusters',
      'rds:DescribeDBClusterSnapshots',
      'rds:CreateDBClusterSnapshot',
      'rds:CopyDBClusterSnapshot',
      'rds:AddTagsToResource',
      'rds:ListTagsForResource',
    ],
    resources: [props.database.arn, ...props.regions.flatMap(region => snapshotArns(scope, region))],
  });
}

/** AWS Backup names every snapshot it takes `awsbackup:...`. */
export function snapshotArns(scope: Construct, region: string): readonly string[] {
  return ['snapshot', 'cluster-snapshot'].map(resource =>
    Stack.of(scope).formatArn({
      service: 'rds',
      region,
      resource,
      resourceName: 'awsbackup:*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  );
}

function snapshotFindings(scope: Construct, regions: readonly string[]): Record<string, string> {
  const account = accountInFindings(scope);
  const reason =
    'AWS Backup makes up the snapshot names; all of them begin with awsbackup: and no others do.';
  const ids = regions.flatMap(region =>
    ['snapshot', 'cluster-snapshot'].map(
      kind =>
        `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:rds:${region}:${account}:${kind}:awsbackup:*]`,
    ),
  );
  return Object.fromEntries(ids.map(id => [id, reason]));
}

function vaults(props: BackupRoleProps): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['backup:DescribeBackupVault', 'backup:CopyIntoBackupVault', 'backup:CopyFromBackupVault'],
    resources: [...props.vaultArns],
  });
}

function tags(): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['tag:GetResources'], resources: ['*'] });
}

/** Grants are for AWS services only: the role cannot hand a key to a person. */
export function keys(keyArns: readonly string[]): readonly iam.PolicyStatement[] {
  const use = [
    'kms:DescribeKey',
    'kms:Decrypt',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ];
  return [
    new iam.PolicyStatement({ actions: use, resources: [...keyArns] }),
    new iam.PolicyStatement({
      actions: ['kms:CreateGrant'],
      resources: [...keyArns],
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  ];
}
