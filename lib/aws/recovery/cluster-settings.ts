import type { DBCluster } from '@aws-sdk/client-rds';
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
