import type { DBInstance } from '@aws-sdk/client-rds';
import type { DatabaseSettings } from '../../promises/recovery/settings.ts';

/** The settings of an instance, as DescribeDBInstances tells them. */
export function settingsOf(instance: DBInstance): DatabaseSettings {
  return { ...storageOf(instance), ...networkOf(instance), ...operationOf(instance) };
}

function storageOf(instance: DBInstance) {
  return {
    instanceClass: instance.DBInstanceClass ?? '',
    storageType: instance.StorageType ?? '',
    allocatedStorage: instance.AllocatedStorage ?? 0,
    maxAllocatedStorage: instance.MaxAllocatedStorage ?? null,
    iops: instance.Iops ?? null,
    storageThroughput: instance.StorageThroughput ?? null,
    deletionProtection: instance.DeletionProtection ?? false,
    backupRetentionPeriod: instance.BackupRetentionPeriod ?? 0,
    backupWindow: instance.PreferredBackupWindow ?? '',
    copyTagsToSnapshot: instance.CopyTagsToSnapshot ?? false,
  };
}

function networkOf(instance: DBInstance) {
  return {
    subnetGroup: instance.DBSubnetGroup?.DBSubnetGroupName ?? '',
    securityGroups: (instance.VpcSecurityGroups ?? []).flatMap(group => group.VpcSecurityGroupId ?? []),
    multiAz: instance.MultiAZ ?? false,
    publiclyAccessible: instance.PubliclyAccessible ?? false,
    networkType: instance.NetworkType ?? '',
    caCertificate: instance.CACertificateIdentifier ?? '',
    iamAuthentication: instance.IAMDatabaseAuthenticationEnabled ?? false,
  };
}

function operationOf(instance: DBInstance) {
  return {
    parameterGroup: instance.DBParameterGroups?.[0]?.DBParameterGroupName ?? '',
    optionGroup: instance.OptionGroupMemberships?.[0]?.OptionGroupName ?? '',
    maintenanceWindow: instance.PreferredMaintenanceWindow ?? '',
    autoMinorVersionUpgrade: instance.AutoMinorVersionUpgrade ?? false,
    logExports: instance.EnabledCloudwatchLogsExports ?? [],
    monitoringInterval: instance.MonitoringInterval ?? 0,
    monitoringRoleArn: instance.MonitoringRoleArn ?? null,
    performanceInsights: instance.PerformanceInsightsEnabled ?? false,
    performanceInsightsRetention: instance.PerformanceInsightsRetentionPeriod ?? null,
  };
}
