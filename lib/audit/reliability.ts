import type { TemplateResource } from '../promises/evidence.ts';

/** The kinds of resources that exist to make a service reliable: each should serve a clause. */
const TYPES: ReadonlySet<string> = new Set([
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster',
  'AWS::RDS::GlobalCluster',
  'AWS::RDS::DBProxy',
  'AWS::Backup::BackupVault',
  'AWS::Backup::LogicallyAirGappedBackupVault',
  'AWS::Backup::BackupPlan',
  'AWS::Backup::BackupSelection',
  'AWS::Backup::RestoreTestingPlan',
  'AWS::Backup::RestoreTestingSelection',
  'AWS::Backup::Framework',
  'AWS::Backup::ReportPlan',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::AlarmMuteRule',
  'AWS::Route53::HealthCheck',
  'AWS::ApiGateway::UsagePlan',
  'AWS::WAFv2::WebACL',
  'AWS::Synthetics::Canary',
]);

export function isReliability(resource: TemplateResource): boolean {
  if (resource.type === 'AWS::Route53::RecordSet') return resource.properties.Failover !== undefined;
  return TYPES.has(resource.type);
}
