import * as backup from 'aws-cdk-lib/aws-backup';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Marks } from '../../promises/evidence.ts';
import { accountInFindings, partitionInFindings, regionInFindings } from '../acknowledge.ts';
import { arnOf } from '../arn.ts';
import type { Database } from '../databases/index.ts';
import { mark } from '../mark.ts';
import { type Statement, serviceRole } from '../service-role.ts';
import { keys, snapshotArns } from './role.ts';
import type { Vault } from './vault.ts';

export interface RestoreTestProps {
  /** Letters, digits and underscores. */
  readonly name: string;
  readonly database: Database;
  readonly vault: Vault;
  /** The subnet group into which it restores; the default network may be gone (fact 16). */
  readonly subnetGroupName: string;
  /** From `scheduleFor`. */
  readonly schedule: string;
  /** Only a backup of the last so many days is good enough. */
  readonly windowDays: number;
  /** How long the restored database stays for validation, in hours: 1 to 168. */
  readonly validationHours: number;
  readonly marks: Marks;
}

/** Restores the latest backup on a schedule, into the network of the original, and throws the result away. */
export function addRestoreTest(scope: Construct, props: RestoreTestProps): void {
  const plan = new backup.CfnRestoreTestingPlan(scope, 'RestoreTest', {
    restoreTestingPlanName: props.name,
    scheduleExpression: props.schedule,
    scheduleExpressionTimezone: 'UTC',
    startWindowHours: 1,
    recoveryPointSelection: {
      algorithm: 'LATEST_WITHIN_WINDOW',
      includeVaults: [props.vault.arn],
      recoveryPointTypes: ['SNAPSHOT'],
      selectionWindowDays: props.windowDays,
    },
  });
  plan.addResourceDependency(props.vault.resource);
  mark(plan, { ...props.marks, promise: 'backups', role: 'restore-test' });
  const selection = addSelection(scope, props);
  selection.addResourceDependency(plan);
  mark(selection, { ...props.marks, promise: 'backups', role: 'restore-test-selection' });
}

function addSelection(scope: Construct, props: RestoreTestProps): backup.CfnRestoreTestingSelection {
  const { database } = props;
  return new backup.CfnRestoreTestingSelection(scope, 'RestoreTestSelection', {
    restoreTestingPlanName: props.name,
    restoreTestingSelectionName: props.name,
    iamRoleArn: restoreRole(scope, props),
    protectedResourceType: resourceType(database),
    protectedResourceArns: [database.arn],
    validationWindowHours: props.validationHours,
    restoreMetadataOverrides: {
      dbSubnetGroupName: props.subnetGroupName,
      vpcSecurityGroupIds: Stack.of(scope).toJsonString([database.securityGroup.securityGroupId]),
    },
  });
}

/** AWS Backup's word for what it restores; a Multi-AZ cluster counts as RDS. */
function resourceType(database: Database): 'Aurora' | 'RDS' {
  return database.topology === 'aurora' ? 'Aurora' : 'RDS';
}

/** What a restore test may do: restore this database's snapshots under names of restore tests only. */
function restoreRole(scope: Construct, props: RestoreTestProps): string {
  return serviceRole(scope, 'RestoreTestRole', {
    service: 'backup.amazonaws.com',
    description: `Lets AWS Backup try restores of the database ${props.database.identifier}`,
    statements: [restores(scope, props), ...keys([props.database.key.keyArn, props.vault.key.keyArn])],
    findings: findings(scope),
  });
}

const RESTORED = 'awsbackup-restore-test-*';
const KINDS = ['db', 'cluster', 'pg', 'cluster-pg', 'og'] as const;

function restores(scope: Construct, props: RestoreTestProps): Statement {
  const arn = (resource: string, name: string) => arnOf(scope, { service: 'rds', resource, name });
  return {
    actions: [
      'rds:DescribeDBInstances',
      'rds:DescribeDBClusters',
      'rds:DescribeDBSnapshots',
      'rds:DescribeDBClusterSnapshots',
      'rds:RestoreDBInstanceFromDBSnapshot',
      'rds:RestoreDBClusterFromSnapshot',
      'rds:CreateDBInstance',
      'rds:AddTagsToResource',
      'rds:ListTagsForResource',
    ],
    resources: [
      ...KINDS.map(kind => arn(kind, nameOf(kind))),
      arn('subgrp', props.subnetGroupName),
      ...snapshotArns(scope, Stack.of(scope).region),
    ],
  };
}

/** Restores use the default parameter and option groups of the engine, whose names AWS makes up. */
function nameOf(kind: (typeof KINDS)[number]): string {
  return kind === 'db' || kind === 'cluster' ? RESTORED : kind === 'og' ? 'default:*' : 'default.*';
}

function findings(scope: Construct): Record<string, string> {
  const prefix = `AwsSolutions-IAM5[Resource::arn:${partitionInFindings(Stack.of(scope).region)}:rds:${regionInFindings(scope)}:${accountInFindings(scope)}`;
  const restored =
    'A restore test makes up the name of what it restores; all of them begin like this and no others do.';
  const snapshot =
    'AWS Backup makes up the snapshot names; all of them begin with awsbackup: and no others do.';
  const defaults = 'The default groups of an engine version are made by AWS and cannot be changed.';
  return {
    [`${prefix}:db:${RESTORED}]`]: restored,
    [`${prefix}:cluster:${RESTORED}]`]: restored,
    [`${prefix}:snapshot:awsbackup:*]`]: snapshot,
    [`${prefix}:cluster-snapshot:awsbackup:*]`]: snapshot,
    [`${prefix}:pg:default.*]`]: defaults,
    [`${prefix}:cluster-pg:default.*]`]: defaults,
    [`${prefix}:og:default:*]`]: defaults,
  };
}
