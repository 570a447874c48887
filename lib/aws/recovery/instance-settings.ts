import type {
  DBInstance,
  ModifyDBInstanceMessage,
  RestoreDBInstanceToPointInTimeMessage,
} from '@aws-sdk/client-rds';
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
    securityGroups: named(instance.VpcSecurityGroups, group => group.VpcSecurityGroupId),
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

function named<T>(items: readonly T[] | undefined, name: (item: T) => string | undefined): readonly string[] {
  return (items ?? []).flatMap(item => name(item) ?? []);
}

type RestoreSettings = Omit<
  RestoreDBInstanceToPointInTimeMessage,
  'SourceDBInstanceIdentifier' | 'TargetDBInstanceIdentifier'
>;

/** Every setting that the restore call takes. Leaving one out means the default, not the source's (aws-facts 14). */
export function restoreParameters(settings: DatabaseSettings): RestoreSettings {
  return {
    DBInstanceClass: settings.instanceClass,
    StorageType: settings.storageType,
    AllocatedStorage: settings.allocatedStorage,
    MaxAllocatedStorage: settings.maxAllocatedStorage ?? undefined,
    Iops: settings.iops ?? undefined,
    StorageThroughput: settings.storageThroughput ?? undefined,
    DBSubnetGroupName: settings.subnetGroup,
    VpcSecurityGroupIds: [...settings.securityGroups],
    DBParameterGroupName: settings.parameterGroup,
    OptionGroupName: settings.optionGroup,
    MultiAZ: settings.multiAz,
    PubliclyAccessible: settings.publiclyAccessible,
    DeletionProtection: settings.deletionProtection,
    BackupRetentionPeriod: settings.backupRetentionPeriod,
    PreferredBackupWindow: settings.backupWindow,
    AutoMinorVersionUpgrade: settings.autoMinorVersionUpgrade,
    CopyTagsToSnapshot: settings.copyTagsToSnapshot,
    EnableIAMDatabaseAuthentication: settings.iamAuthentication,
    EnableCloudwatchLogsExports: [...settings.logExports],
    CACertificateIdentifier: settings.caCertificate,
    NetworkType: settings.networkType,
  };
}

type LaterSettings = Omit<ModifyDBInstanceMessage, 'DBInstanceIdentifier'>;

/** The settings that the restore call does not take. */
export function laterParameters(settings: DatabaseSettings): LaterSettings {
  return {
    PreferredMaintenanceWindow: settings.maintenanceWindow,
    MonitoringInterval: settings.monitoringInterval,
    MonitoringRoleArn: settings.monitoringRoleArn ?? undefined,
    EnablePerformanceInsights: settings.performanceInsights,
    PerformanceInsightsRetentionPeriod: settings.performanceInsightsRetention ?? undefined,
  };
}
