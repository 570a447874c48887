import type {
  DBCluster,
  ModifyDBClusterMessage,
  RestoreDBClusterToPointInTimeMessage,
} from '@aws-sdk/client-rds';
import type { DatabaseSettings } from '../../promises/recovery/settings.ts';

/** The settings of a Multi-AZ cluster, as DescribeDBClusters tells them. What clusters do not know is empty. */
export function clusterSettingsOf(cluster: DBCluster): DatabaseSettings {
  return {
    instanceClass: cluster.DBClusterInstanceClass ?? '',
    storageType: cluster.StorageType ?? '',
    allocatedStorage: cluster.AllocatedStorage ?? 0,
    maxAllocatedStorage: null,
    iops: cluster.Iops ?? null,
    storageThroughput: cluster.StorageThroughput ?? null,
    subnetGroup: cluster.DBSubnetGroup ?? '',
    securityGroups: (cluster.VpcSecurityGroups ?? []).flatMap(group => group.VpcSecurityGroupId ?? []),
    parameterGroup: cluster.DBClusterParameterGroup ?? '',
    optionGroup: '',
    ...operationOf(cluster),
  };
}

function operationOf(cluster: DBCluster) {
  return {
    multiAz: cluster.MultiAZ ?? false,
    publiclyAccessible: cluster.PubliclyAccessible ?? false,
    deletionProtection: cluster.DeletionProtection ?? false,
    backupRetentionPeriod: cluster.BackupRetentionPeriod ?? 0,
    backupWindow: cluster.PreferredBackupWindow ?? '',
    maintenanceWindow: cluster.PreferredMaintenanceWindow ?? '',
    autoMinorVersionUpgrade: cluster.AutoMinorVersionUpgrade ?? false,
    copyTagsToSnapshot: cluster.CopyTagsToSnapshot ?? false,
    iamAuthentication: cluster.IAMDatabaseAuthenticationEnabled ?? false,
    logExports: cluster.EnabledCloudwatchLogsExports ?? [],
    monitoringInterval: cluster.MonitoringInterval ?? 0,
    monitoringRoleArn: cluster.MonitoringRoleArn ?? null,
    performanceInsights: cluster.PerformanceInsightsEnabled ?? false,
    performanceInsightsRetention: cluster.PerformanceInsightsRetentionPeriod ?? null,
    caCertificate: cluster.CertificateDetails?.CAIdentifier ?? '',
    networkType: cluster.NetworkType ?? '',
  };
}

type Restore = Omit<RestoreDBClusterToPointInTimeMessage, 'DBClusterIdentifier'>;

/** Every setting that the restore call of a Multi-AZ cluster takes (aws-facts 14). */
export function clusterRestoreParameters(settings: DatabaseSettings): Restore {
  return {
    DBClusterInstanceClass: settings.instanceClass,
    StorageType: settings.storageType,
    Iops: settings.iops ?? undefined,
    DBSubnetGroupName: settings.subnetGroup,
    VpcSecurityGroupIds: [...settings.securityGroups],
    DBClusterParameterGroupName: settings.parameterGroup,
    PubliclyAccessible: settings.publiclyAccessible,
    DeletionProtection: settings.deletionProtection,
    BackupRetentionPeriod: settings.backupRetentionPeriod,
    PreferredBackupWindow: settings.backupWindow,
    CopyTagsToSnapshot: settings.copyTagsToSnapshot,
    EnableCloudwatchLogsExports: [...settings.logExports],
    MonitoringInterval: settings.monitoringInterval,
    MonitoringRoleArn: settings.monitoringRoleArn ?? undefined,
    EnablePerformanceInsights: settings.performanceInsights,
    PerformanceInsightsRetentionPeriod: settings.performanceInsightsRetention ?? undefined,
    NetworkType: settings.networkType === '' ? undefined : settings.networkType,
  };
}

type Later = Omit<ModifyDBClusterMessage, 'DBClusterIdentifier'>;

/** What is set once the cluster is available; only then can RDS take over its password, too. */
export function clusterLaterParameters(settings: DatabaseSettings): Later {
  return {
    PreferredMaintenanceWindow: settings.maintenanceWindow,
    AutoMinorVersionUpgrade: settings.autoMinorVersionUpgrade,
    CACertificateIdentifier: settings.caCertificate === '' ? undefined : settings.caCertificate,
    ManageMasterUserPassword: true,
  };
}
