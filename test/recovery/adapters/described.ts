import type { XmlObject } from '../../../lib/local/rds/xml.ts';
import type { FakeDatabase } from './fake-rds.ts';

const PORT = 5433;

/** A database as RDS describes it: instances and clusters name the same things differently. */
export function describedAs(database: FakeDatabase): XmlObject {
  return database.kind === 'instance' ? instance(database) : cluster(database);
}

function common({ settings, managed, id }: FakeDatabase): XmlObject {
  return {
    StorageType: settings.storageType,
    AllocatedStorage: settings.allocatedStorage,
    Iops: settings.iops ?? undefined,
    StorageThroughput: settings.storageThroughput ?? undefined,
    VpcSecurityGroups: {
      VpcSecurityGroupMembership: settings.securityGroups.map(each => ({ VpcSecurityGroupId: each })),
    },
    MultiAZ: settings.multiAz,
    PubliclyAccessible: settings.publiclyAccessible,
    DeletionProtection: settings.deletionProtection,
    BackupRetentionPeriod: settings.backupRetentionPeriod,
    PreferredBackupWindow: settings.backupWindow,
    PreferredMaintenanceWindow: settings.maintenanceWindow,
    AutoMinorVersionUpgrade: settings.autoMinorVersionUpgrade,
    CopyTagsToSnapshot: settings.copyTagsToSnapshot,
    IAMDatabaseAuthenticationEnabled: settings.iamAuthentication,
    EnabledCloudwatchLogsExports: { member: [...settings.logExports] },
    MonitoringInterval: settings.monitoringInterval,
    MonitoringRoleArn: settings.monitoringRoleArn ?? undefined,
    PerformanceInsightsEnabled: settings.performanceInsights,
    PerformanceInsightsRetentionPeriod: settings.performanceInsightsRetention ?? undefined,
    NetworkType: settings.networkType,
    MasterUserSecret: managed ? { SecretArn: `secret-of-${id}` } : undefined,
  };
}

function tagsOf({ tags }: FakeDatabase): XmlObject {
  return { TagList: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
}

function instance(database: FakeDatabase): XmlObject {
  const { settings } = database;
  return {
    ...common(database),
    ...tagsOf(database),
    DBInstanceIdentifier: database.id,
    DBInstanceStatus: database.status,
    DBClusterIdentifier: database.member,
    Endpoint: { Address: `${database.id}.example.com`, Port: PORT },
    DBInstanceClass: settings.instanceClass,
    MaxAllocatedStorage: settings.maxAllocatedStorage ?? undefined,
    DBSubnetGroup: { DBSubnetGroupName: settings.subnetGroup },
    DBParameterGroups: { DBParameterGroup: [{ DBParameterGroupName: settings.parameterGroup }] },
    OptionGroupMemberships: { OptionGroupMembership: [{ OptionGroupName: settings.optionGroup }] },
    CACertificateIdentifier: settings.caCertificate,
  };
}

function cluster(database: FakeDatabase): XmlObject {
  const { settings } = database;
  return {
    ...common(database),
    ...tagsOf(database),
    DBClusterIdentifier: database.id,
    Status: database.status,
    Endpoint: `${database.id}.cluster.example.com`,
    ReaderEndpoint: `${database.id}.cluster-ro.example.com`,
    Port: PORT,
    DBClusterInstanceClass: settings.instanceClass,
    DBSubnetGroup: settings.subnetGroup,
    DBClusterParameterGroup: settings.parameterGroup,
    CertificateDetails: { CAIdentifier: settings.caCertificate },
    EarliestRestorableTime: new Date(0),
    LatestRestorableTime: new Date(1e12),
  };
}
