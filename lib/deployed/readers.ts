import { backupPlan, backupSelection, backupVault } from './backups.ts';
import { dbCluster, dbInstance } from './databases.ts';
import { domainName, usagePlan } from './limits.ts';
import { alarm, compositeAlarm, healthCheck } from './monitoring.ts';
import type { Reader } from './reader.ts';
import { key, table } from './stores.ts';

/**
 * The types whose promised values are read from the services themselves. Of every other type only its presence is
 * known, from CloudFormation; its values are then the template's.
 */
export const READERS: ReadonlyMap<string, Reader> = new Map([
  ['AWS::ApiGateway::DomainName', domainName],
  ['AWS::ApiGateway::UsagePlan', usagePlan],
  ['AWS::Backup::BackupPlan', backupPlan],
  ['AWS::Backup::BackupSelection', backupSelection],
  ['AWS::Backup::BackupVault', backupVault],
  ['AWS::CloudWatch::Alarm', alarm],
  ['AWS::CloudWatch::CompositeAlarm', compositeAlarm],
  ['AWS::DynamoDB::GlobalTable', table],
  ['AWS::DynamoDB::Table', table],
  ['AWS::KMS::Key', key],
  ['AWS::RDS::DBCluster', dbCluster],
  ['AWS::RDS::DBInstance', dbInstance],
  ['AWS::Route53::HealthCheck', healthCheck],
]);
