import * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { clusterSize } from '../capacity.ts';
import { mark } from '../mark.ts';
import { addLogGroups, exportedLogs, type Made, type Parts, removal, shared } from './parts.ts';
import type { DatabaseProps } from './props.ts';
import { MONITORING_INTERVAL, PARAMETER_FAMILY, PARAMETERS } from './settings.ts';

/** The writer and one reader in another zone: either may fail (NODE-5). */
const AURORA_INSTANCES = 2;

/**
 * An RDS cluster: one writer and two readable standbys, each in a zone of its own. Use its writer only (fact 26).
 * It knows no IAM authentication.
 */
export function addMultiAzCluster(scope: Construct, props: DatabaseProps, parts: Parts): Made {
  const cluster = addCluster(scope, props, parts, {
    engine: 'postgres',
    dbClusterParameterGroupName: parameterGroup(scope, props, PARAMETER_FAMILY.rds),
    ...clusterSize(props.capacity),
    publiclyAccessible: false,
  });
  acknowledge(cluster, {
    CKV_AWS_162: 'Multi-AZ clusters know no IAM authentication; RDS makes, keeps and rotates the password.',
  });
  return made(cluster);
}

/** An Aurora cluster with a writer and a reader in different zones. */
export function addAurora(scope: Construct, props: DatabaseProps, parts: Parts): Made {
  const cluster = addCluster(scope, props, parts, {
    engine: 'aurora-postgresql',
    enableIamDatabaseAuthentication: true,
    dbClusterParameterGroupName: parameterGroup(scope, props, PARAMETER_FAMILY.aurora),
  });
  for (let n = 1; n <= AURORA_INSTANCES; n += 1) addAuroraInstance(scope, props, parts, cluster, n);
  return made(cluster);
}

function addCluster(
  scope: Construct,
  props: DatabaseProps,
  parts: Parts,
  own: rds.CfnDBClusterProps,
): rds.CfnDBCluster {
  const cluster = new rds.CfnDBCluster(scope, 'Cluster', {
    ...shared(props, parts),
    dbClusterIdentifier: props.identifier,
    databaseName: parts.databaseName,
    vpcSecurityGroupIds: [parts.securityGroupId],
    copyTagsToSnapshot: true,
    performanceInsightsEnabled: true,
    enableCloudwatchLogsExports: [...exportedLogs(props.topology)],
    monitoringInterval: MONITORING_INTERVAL,
    monitoringRoleArn: parts.monitoringRoleArn,
    ...own,
  });
  addLogGroups(cluster, 'cluster', props, parts.key);
  return cluster;
}

function addAuroraInstance(
  scope: Construct,
  props: DatabaseProps,
  parts: Parts,
  cluster: rds.CfnDBCluster,
  n: number,
): void {
  const instance = new rds.CfnDBInstance(scope, `Instance${n}`, {
    engine: 'aurora-postgresql',
    dbClusterIdentifier: cluster.ref,
    dbInstanceIdentifier: `${props.identifier}-${n}`,
    dbInstanceClass: props.capacity.instanceClass.name,
    publiclyAccessible: false,
    autoMinorVersionUpgrade: false,
    enablePerformanceInsights: true,
    performanceInsightsKmsKeyId: parts.key.keyArn,
    monitoringInterval: MONITORING_INTERVAL,
    monitoringRoleArn: parts.monitoringRoleArn,
  });
  instance.applyRemovalPolicy(removal(props));
  mark(instance, { ...props.marks, promise: 'databases', role: 'instance' });
}

function parameterGroup(scope: Construct, props: DatabaseProps, family: string): string {
  const group = new rds.CfnDBClusterParameterGroup(scope, 'Parameters', {
    family,
    description: `TLS is forced for ${props.identifier}`,
    parameters: PARAMETERS,
  });
  return group.ref;
}

function made(cluster: rds.CfnDBCluster): Made {
  return {
    resource: cluster,
    arn: cluster.attrDbClusterArn,
    host: cluster.attrEndpointAddress,
    secretArn: cluster.attrMasterUserSecretSecretArn,
  };
}
