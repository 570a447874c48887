import type { Construct } from 'constructs';
import { accountInFindings, partitionInFindings } from '../acknowledge.ts';
import { arnOf } from '../arn.ts';
import type { Database } from '../databases/index.ts';
import { type Statement, serviceRole } from '../service-role.ts';

export interface BackupRoleProps {
  readonly database: Database;
  /** Vaults into which it may write, and from which it may copy. */
  readonly vaultArns: readonly string[];
  /** Keys with which backups are encrypted and read. */
  readonly keyArns: readonly string[];
  /** Regions in which it makes snapshots. */
  readonly regions: readonly string[];
}

/**
 * What AWS Backup may do for one database: snapshot it, copy the snapshots, use their keys. Not delete the database.
 * Returns the role's ARN.
 */
export function backupRole(scope: Construct, id: string, props: BackupRoleProps): string {
  return serviceRole(scope, id, {
    service: 'backup.amazonaws.com',
    description: `Lets AWS Backup back up the database ${props.database.identifier}`,
    statements: [snapshots(scope, props), vaults(props), TAGS, ...keys(props.keyArns)],
    findings: {
      ...snapshotFindings(scope, props.regions),
      'AwsSolutions-IAM5[Resource::*]':
        'tag:GetResources reads which resources carry a tag and has no resource of its own (service authorization reference).',
    },
  });
}

const TAGS: Statement = { actions: ['tag:GetResources'], resources: ['*'] };

function snapshots(scope: Construct, props: BackupRoleProps): Statement {
  return {
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
  };
}

const SNAPSHOT_KINDS = ['snapshot', 'cluster-snapshot'] as const;

/** AWS Backup names every snapshot it takes `awsbackup:...`. */
export function snapshotArns(scope: Construct, region: string): readonly string[] {
  return SNAPSHOT_KINDS.map(resource =>
    arnOf(scope, { service: 'rds', region, resource, name: 'awsbackup:*' }),
  );
}

function snapshotFindings(scope: Construct, regions: readonly string[]): Record<string, string> {
  const account = accountInFindings(scope);
  const reason =
    'AWS Backup makes up the snapshot names; all of them begin with awsbackup: and no others do.';
  const ids = regions.flatMap(region =>
    SNAPSHOT_KINDS.map(
      kind =>
        `AwsSolutions-IAM5[Resource::arn:${partitionInFindings(region)}:rds:${region}:${account}:${kind}:awsbackup:*]`,
    ),
  );
  return Object.fromEntries(ids.map(id => [id, reason]));
}

function vaults(props: BackupRoleProps): Statement {
  return {
    actions: ['backup:DescribeBackupVault', 'backup:CopyIntoBackupVault', 'backup:CopyFromBackupVault'],
    resources: props.vaultArns,
  };
}

/** Grants are for AWS services only: the role cannot hand a key to a person. */
export function keys(keyArns: readonly string[]): readonly Statement[] {
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
    { actions: use, resources: keyArns },
    {
      actions: ['kms:CreateGrant'],
      resources: keyArns,
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
