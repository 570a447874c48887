import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { restoredSecretName } from '../../promises/databases/place.ts';
import { TAGS } from '../../promises/recovery/identity.ts';
import type { StepName } from '../../promises/recovery/machine.ts';
import { accountInFindings, partitionInFindings, regionInFindings } from '../acknowledge.ts';
import { arnOf } from '../arn.ts';

export interface RecoveryGround {
  /** Begins the identifier of every database of the environment. */
  readonly environment: string;
  /** The role that lets RDS write operating-system metrics; a restore passes it on. */
  readonly monitoringRoleArn: string;
  /** Keys of the databases that are restored. */
  readonly keyArns: readonly string[];
}

const KINDS = ['db', 'cluster'] as const;
/** What restores are called: `targetIdentifier` ends every one like this. Members of a cluster have more behind it. */
const TARGETS = ['*-drill', '*-drill-instance-*', '*-recovery', '*-recovery-instance-*'] as const;

function allow(actions: readonly string[], resources: readonly string[], conditions?: object) {
  const statement = { actions: [...actions], resources: [...resources] };
  return new iam.PolicyStatement(conditions ? { ...statement, conditions } : statement);
}

function databases(scope: Construct, { environment }: RecoveryGround): readonly string[] {
  return KINDS.map(resource => arnOf(scope, { service: 'rds', resource, name: `${environment}-*` }));
}

function targets(scope: Construct, { environment }: RecoveryGround): readonly string[] {
  return KINDS.flatMap(resource =>
    TARGETS.map(end => arnOf(scope, { service: 'rds', resource, name: `${environment}-${end}` })),
  );
}

/** Only what carries the tag of a run may be changed or removed: a database of production never does. */
const OF_A_RUN = { Null: { [`aws:ResourceTag/${TAGS.run}`]: 'false' } };

/** Reads: of the environment's databases, and of what RDS gives no ARN for (service authorization reference). */
function looks(scope: Construct, ground: RecoveryGround): readonly iam.PolicyStatement[] {
  return [
    allow(['rds:DescribeDBInstances', 'rds:DescribeDBClusters'], databases(scope, ground)),
    allow(['rds:DescribeDBInstanceAutomatedBackups', 'rds:DescribeEvents'], ['*']),
  ];
}

/** Which snapshots there are is told by listing: those of AWS Backup are named after their job alone. */
function finds(): iam.PolicyStatement {
  return allow(['rds:DescribeDBSnapshots', 'rds:DescribeDBClusterSnapshots'], ['*']);
}

/** RDS's own snapshots (`rds:`), copies by AWS Backup, and what people took themselves. */
const SNAPSHOTS = ['snapshot', 'cluster-snapshot'] as const;
const SNAPSHOT_NAMES = (environment: string) => [`rds:${environment}-*`, 'awsbackup:*', `${environment}-*`];

function snapshots(scope: Construct, { environment }: RecoveryGround): readonly string[] {
  return SNAPSHOTS.flatMap(resource =>
    SNAPSHOT_NAMES(environment).map(name => arnOf(scope, { service: 'rds', resource, name })),
  );
}

function restores(scope: Construct, ground: RecoveryGround): readonly iam.PolicyStatement[] {
  const groups = ['pg', 'cluster-pg', 'subgrp'].map(resource =>
    arnOf(scope, { service: 'rds', resource, name: `${ground.environment}-*` }),
  );
  const options = arnOf(scope, { service: 'rds', resource: 'og', name: 'default:*' });
  return [
    allow(
      ['rds:RestoreDBInstanceToPointInTime', 'rds:RestoreDBClusterToPointInTime', 'rds:AddTagsToResource'],
      [...databases(scope, ground), ...groups, options, replicated(scope)],
    ),
    allow(
      ['rds:RestoreDBInstanceFromDBSnapshot', 'rds:RestoreDBClusterFromSnapshot'],
      [...databases(scope, ground), ...groups, options, ...snapshots(scope, ground)],
    ),
    ...passwords(scope),
    allow(['kms:DescribeKey'], ground.keyArns),
    allow(['kms:CreateGrant'], ground.keyArns, { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
    passes(ground),
  ];
}

/** A replicated backup is named by RDS. */
function replicated(scope: Construct): string {
  return arnOf(scope, { service: 'rds', resource: 'auto-backup', name: '*' });
}

/** RDS makes the new password in the caller's name (USER_WorkingWith rds-secrets-manager). */
function passwords(scope: Construct): readonly iam.PolicyStatement[] {
  const secrets = arnOf(scope, { service: 'secretsmanager', resource: 'secret', name: 'rds!*' });
  return [allow(['secretsmanager:CreateSecret', 'secretsmanager:TagResource'], [secrets])];
}

function passes({ monitoringRoleArn }: RecoveryGround): iam.PolicyStatement {
  return allow(['iam:PassRole'], [monitoringRoleArn], {
    StringEquals: { 'iam:PassedToService': 'monitoring.rds.amazonaws.com' },
  });
}

function changes(scope: Construct, ground: RecoveryGround): iam.PolicyStatement {
  return allow(['rds:ModifyDBInstance', 'rds:ModifyDBCluster'], targets(scope, ground), OF_A_RUN);
}

function removes(scope: Construct, ground: RecoveryGround): iam.PolicyStatement {
  return allow(['rds:DeleteDBInstance', 'rds:DeleteDBCluster'], targets(scope, ground), OF_A_RUN);
}

/** A recovery renames: the old database out of the way, the restored one into its place. */
function renames(scope: Construct, ground: RecoveryGround): iam.PolicyStatement {
  return allow(['rds:ModifyDBInstance', 'rds:ModifyDBCluster'], databases(scope, ground));
}

/** It then writes where the database is; the name of a secret has six characters of its own at the end. */
function points(scope: Construct, { environment }: RecoveryGround): iam.PolicyStatement {
  const name = `${restoredSecretName(environment, '*')}-??????`;
  const secrets = arnOf(scope, { service: 'secretsmanager', resource: 'secret', name });
  return allow(['secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue'], [secrets]);
}

/** What each step may do, and nothing besides. */
export function permissionsOf(
  scope: Construct,
  step: StepName | 'sweep',
  ground: RecoveryGround,
): readonly iam.PolicyStatement[] {
  const look = looks(scope, ground);
  switch (step) {
    case 'choose-point':
      return [...look, finds()];
    case 'restore':
      return [...look, ...restores(scope, ground), changes(scope, ground), removes(scope, ground)];
    case 'wait':
      return [...look, changes(scope, ground), ...passwords(scope), passes(ground)];
    case 'take-over':
      return [...look, renames(scope, ground), points(scope, ground)];
    case 'teardown':
      return [...look, changes(scope, ground), removes(scope, ground)];
    case 'sweep':
      return [...sweeps(), ...look, changes(scope, ground), removes(scope, ground)];
    case 'validate': // It has a role of its own in the stack of each database.
    case 'measure':
      return [];
  }
}

/** The sweep looks for what nobody remembers, so it lists all databases of the account. */
function sweeps(): readonly iam.PolicyStatement[] {
  return [allow(['rds:DescribeDBInstances', 'rds:DescribeDBClusters'], ['*'])];
}

/** The wildcards above as rule packs spell them, with their reasons. */
export function wildcardReasons(scope: Construct, { environment }: RecoveryGround): Record<string, string> {
  const { region } = Stack.of(scope);
  const arn = (service: string, rest: string) =>
    `arn:${partitionInFindings(region)}:${service}:${regionInFindings(scope)}:${accountInFindings(scope)}:${rest}`;
  const own =
    'The databases of one environment, all of which begin with its name; changes ask for the tag of a run.';
  const all = [
    ...KINDS.flatMap(kind => ['*', ...TARGETS].map(end => arn('rds', `${kind}:${environment}-${end}`))),
    ...['pg', 'cluster-pg', 'subgrp'].map(kind => arn('rds', `${kind}:${environment}-*`)),
  ];
  const wanted: Record<string, string> = Object.fromEntries(
    all.map(each => [`AwsSolutions-IAM5[Resource::${each}]`, own]),
  );
  for (const each of SNAPSHOTS.flatMap(kind =>
    SNAPSHOT_NAMES(environment).map(name => arn('rds', `${kind}:${name}`)),
  )) {
    wanted[`AwsSolutions-IAM5[Resource::${each}]`] = NAMED_BY_JOB;
  }
  wanted[`AwsSolutions-IAM5[Resource::${arn('rds', 'auto-backup:*')}]`] = NAMED_BY_JOB;
  const pointer = `secret:${restoredSecretName(environment, '*')}-??????`;
  wanted[`AwsSolutions-IAM5[Resource::${arn('secretsmanager', pointer)}]`] =
    'One secret for each database of the environment; Secrets Manager ends its name.';
  wanted[`AwsSolutions-IAM5[Resource::${arn('rds', 'og:default:*')}]`] =
    'The default option group of an engine version is made by AWS and cannot be changed.';
  wanted[`AwsSolutions-IAM5[Resource::${arn('secretsmanager', 'secret:rds!*')}]`] =
    'RDS makes up the name of a secret; the condition asks for a secret of RDS, of a restored database where it is read.';
  return wanted;
}

const NAMED_BY_JOB =
  'RDS and AWS Backup name backups themselves; a restore of one is guarded by the key of the database, which the role must be let use.';
