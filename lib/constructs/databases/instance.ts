import * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { instanceSize } from '../capacity.ts';
import { addLogGroups, exportedLogs, type Made, type Parts, shared } from './parts.ts';
import type { DatabaseProps } from './props.ts';
import { MONITORING_INTERVAL, PARAMETER_FAMILY, PARAMETERS } from './settings.ts';

const NO_STANDBY =
  'The agreement of this environment promises no database that survives the loss of a zone, and no failover.';

/** An RDS instance, with a standby in another zone unless its topology is a single instance. */
export function addInstance(scope: Construct, props: DatabaseProps, parts: Parts): Made {
  const parameters = new rds.CfnDBParameterGroup(scope, 'Parameters', {
    family: PARAMETER_FAMILY.rds,
    description: `TLS is forced for ${props.identifier}`,
    parameters: PARAMETERS,
  });
  const instance = new rds.CfnDBInstance(scope, 'Instance', {
    ...shared(props, parts),
    ...replication(props),
    port: String(shared(props, parts).port),
    engine: 'postgres',
    dbInstanceIdentifier: props.identifier,
    dbName: parts.databaseName,
    ...instanceSize(props.capacity),
    multiAz: props.topology === 'multi-az-instance',
    dbParameterGroupName: parameters.ref,
    vpcSecurityGroups: [parts.securityGroupId],
    publiclyAccessible: false,
    enableIamDatabaseAuthentication: true,
    copyTagsToSnapshot: true,
    enablePerformanceInsights: true,
    enableCloudwatchLogsExports: [...exportedLogs(props.topology)],
    monitoringInterval: MONITORING_INTERVAL,
    monitoringRoleArn: parts.monitoringRoleArn,
  });
  if (props.topology === 'single-instance') {
    acknowledge(instance, {
      'AwsSolutions-RDS3': NO_STANDBY,
      'NIST.800.53.R5-RDSMultiAZSupport': NO_STANDBY,
      CKV_AWS_157: NO_STANDBY,
    });
  }
  addLogGroups(instance, 'instance', props, parts.key);
  return {
    resource: instance,
    arn: instance.attrDbInstanceArn,
    host: instance.attrEndpointAddress,
    secretArn: instance.attrMasterUserSecretSecretArn,
  };
}

function replication(props: DatabaseProps) {
  const away = props.pointInTimeAway;
  if (!away) return {};
  return {
    automaticBackupReplicationRegion: away.region,
    automaticBackupReplicationKmsKeyId: away.keyArn,
    automaticBackupReplicationRetentionPeriod: away.days,
  };
}
