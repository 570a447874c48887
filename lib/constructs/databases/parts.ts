import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { ArnFormat, type CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Topology } from '../../promises/databases/topologies.ts';
import { accountInFindings, acknowledge, regionInFindings } from '../acknowledge.ts';
import type { DatabaseProps } from './props.ts';
import { BACKUP_WINDOW, ENGINE_VERSION, MAINTENANCE_WINDOW, MASTER_USER, PORT } from './settings.ts';

/** What the kinds of database are made from. */
export interface Parts {
  readonly key: kms.IKey;
  readonly subnetGroupName: string;
  readonly securityGroupId: string;
  readonly monitoringRoleArn: string;
  readonly databaseName: string;
}

/** What callers need of any kind of database. */
export interface Made {
  /** The resource that marks, protection and dependencies go to. */
  readonly resource: CfnResource;
  readonly arn: string;
  readonly host: string;
  readonly secretArn: string;
}

/** Properties that instances and clusters have in common. */
export function shared(props: DatabaseProps, parts: Parts) {
  return {
    engineVersion: ENGINE_VERSION,
    port: PORT,
    masterUsername: MASTER_USER,
    manageMasterUserPassword: true,
    masterUserSecret: { kmsKeyId: parts.key.keyArn },
    storageEncrypted: true,
    kmsKeyId: parts.key.keyArn,
    dbSubnetGroupName: parts.subnetGroupName,
    backupRetentionPeriod: props.pointInTimeDays,
    preferredBackupWindow: BACKUP_WINDOW,
    preferredMaintenanceWindow: MAINTENANCE_WINDOW,
    deletionProtection: props.protect ?? true,
    deleteAutomatedBackups: !(props.protect ?? true),
    autoMinorVersionUpgrade: false,
    performanceInsightsKmsKeyId: parts.key.keyArn,
    databaseInsightsMode: 'standard',
  };
}

/** What RDS writes to CloudWatch. Aurora has no log of upgrades. */
export function exportedLogs(topology: Topology): readonly string[] {
  return topology === 'aurora' ? ['postgresql'] : ['postgresql', 'upgrade'];
}

/**
 * The groups of the exported logs, made before RDS would make them without a key and without an end.
 * @param kind The word RDS has in their names.
 */
export function addLogGroups(
  database: CfnResource,
  kind: 'instance' | 'cluster',
  props: DatabaseProps,
  key: kms.IKey,
): void {
  for (const log of exportedLogs(props.topology)) {
    const group = new logs.CfnLogGroup(database.node.scope ?? database, `Log-${log}`, {
      logGroupName: `/aws/rds/${kind}/${props.identifier}/${log}`,
      kmsKeyId: key.keyArn,
      retentionInDays: props.logsKept ?? logs.RetentionDays.THREE_MONTHS,
    });
    group.applyRemovalPolicy(removal(props));
    database.addResourceDependency(group);
  }
}

export function removal(props: DatabaseProps): RemovalPolicy {
  return (props.protect ?? true) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}

/** Lets RDS write operating-system metrics to the one log group that has them, and nothing else. */
export function enhancedMonitoringRole(scope: Construct, id: string): iam.Role {
  const stack = Stack.of(scope);
  const arn = (resourceName: string) =>
    stack.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  const policy = new iam.ManagedPolicy(scope, `${id}Policy`, {
    description: 'Lets RDS write operating-system metrics',
    statements: [
      new iam.PolicyStatement({
        actions: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'],
        resources: [arn('RDSOSMetrics')],
      }),
      new iam.PolicyStatement({
        actions: [
          'logs:CreateLogStream',
          'logs:PutLogEvents',
          'logs:DescribeLogStreams',
          'logs:GetLogEvents',
        ],
        resources: [arn('RDSOSMetrics:log-stream:*')],
      }),
    ],
  });
  acknowledge(policy, {
    [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:${regionInFindings(scope)}:${accountInFindings(scope)}:log-group:RDSOSMetrics:log-stream:*]`]:
      'RDS names each log stream after a database that does not exist yet; the log group is named.',
  });
  return new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('monitoring.rds.amazonaws.com'),
    managedPolicies: [policy],
  });
}

/** A subnet group for a database that is used alone, outside of Covenant's own stacks. */
export function ownSubnetGroup(scope: Construct, props: DatabaseProps): string {
  return new rds.CfnDBSubnetGroup(scope, 'Subnets', {
    dbSubnetGroupDescription: `Isolated subnets for ${props.identifier}`,
    subnetIds: props.vpc.isolatedSubnets.map(subnet => subnet.subnetId),
  }).ref;
}
