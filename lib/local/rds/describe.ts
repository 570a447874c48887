import type { Instance } from './instance.ts';
import type { AutomatedBackup } from './local-rds.ts';
import { type Snapshot, snapshotArn } from './snapshot.ts';
import type { XmlObject } from './xml.ts';

/** An instance as DescribeDBInstances gives it. */
export function instanceXml(instance: Instance): XmlObject {
  const { init } = instance;
  return {
    DBInstanceIdentifier: instance.id,
    DBInstanceArn: instance.arn,
    DbiResourceId: init.resourceId,
    DBInstanceStatus: instance.status,
    InstanceCreateTime: init.created,
    Engine: 'postgres',
    EngineVersion: init.engineVersion,
    MasterUsername: init.masterUsername,
    DBName: init.databaseName,
    StorageEncrypted: init.encrypted,
    KmsKeyId: init.kmsKeyId,
    ReadReplicaSourceDBInstanceIdentifier: instance.replicaOf,
    LatestRestorableTime: latestRestorable(instance),
    MasterUserSecret: instance.secretArn && { SecretArn: instance.secretArn, SecretStatus: 'active' },
    TagList: { Tag: instance.tags.map(tag => ({ ...tag })) },
    ...endpointXml(instance),
    ...storageXml(instance),
    ...networkXml(instance),
    ...operationXml(instance),
  };
}

function endpointXml(instance: Instance): XmlObject {
  const { port } = instance.endpoint;
  if (port === 0 || instance.status === 'creating') return {};
  return { Endpoint: { Address: '127.0.0.1', Port: port, HostedZoneId: 'ZLOCAL' } };
}

function latestRestorable(instance: Instance): Date | undefined {
  return instance.settings.backupRetentionPeriod > 0 ? instance.backups.window().latest : undefined;
}

function storageXml({ settings }: Instance): XmlObject {
  return {
    DBInstanceClass: settings.instanceClass,
    AllocatedStorage: settings.allocatedStorage,
    MaxAllocatedStorage: settings.maxAllocatedStorage ?? undefined,
    StorageType: settings.storageType,
    Iops: settings.iops ?? undefined,
    StorageThroughput: settings.storageThroughput ?? undefined,
    BackupRetentionPeriod: settings.backupRetentionPeriod,
    PreferredBackupWindow: settings.backupWindow,
    CopyTagsToSnapshot: settings.copyTagsToSnapshot,
    DeletionProtection: settings.deletionProtection,
  };
}

function networkXml({ settings }: Instance): XmlObject {
  const groups = settings.securityGroups.map(id => ({ VpcSecurityGroupId: id, Status: 'active' }));
  return {
    VpcSecurityGroups: { VpcSecurityGroupMembership: groups },
    DBSubnetGroup: {
      DBSubnetGroupName: settings.subnetGroup,
      SubnetGroupStatus: 'Complete',
      VpcId: 'vpc-local',
    },
    MultiAZ: settings.multiAz,
    PubliclyAccessible: settings.publiclyAccessible,
    NetworkType: settings.networkType,
    CACertificateIdentifier: settings.caCertificate,
    IAMDatabaseAuthenticationEnabled: settings.iamAuthentication,
  };
}

function operationXml({ settings }: Instance): XmlObject {
  const parameters = { DBParameterGroupName: settings.parameterGroup, ParameterApplyStatus: 'in-sync' };
  return {
    DBParameterGroups: { DBParameterGroup: [parameters] },
    OptionGroupMemberships: {
      OptionGroupMembership: [{ OptionGroupName: settings.optionGroup, Status: 'in-sync' }],
    },
    PreferredMaintenanceWindow: settings.maintenanceWindow,
    AutoMinorVersionUpgrade: settings.autoMinorVersionUpgrade,
    EnabledCloudwatchLogsExports: { member: [...settings.logExports] },
    MonitoringInterval: settings.monitoringInterval,
    MonitoringRoleArn: settings.monitoringRoleArn ?? undefined,
    PerformanceInsightsEnabled: settings.performanceInsights,
    PerformanceInsightsRetentionPeriod: settings.performanceInsightsRetention ?? undefined,
    LicenseModel: 'postgresql-license',
  };
}

/** A snapshot as DescribeDBSnapshots gives it. */
export function snapshotXml(snapshot: Snapshot): XmlObject {
  return {
    DBSnapshotIdentifier: snapshot.id,
    DBSnapshotArn: snapshotArn(snapshot),
    DBInstanceIdentifier: snapshot.of.id,
    DbiResourceId: snapshot.of.resourceId,
    SnapshotCreateTime: snapshot.created,
    InstanceCreateTime: snapshot.of.created,
    Engine: 'postgres',
    EngineVersion: snapshot.of.engineVersion,
    MasterUsername: snapshot.of.masterUsername,
    AllocatedStorage: snapshot.settings.allocatedStorage,
    StorageType: snapshot.settings.storageType,
    SnapshotType: 'manual',
    Status: snapshot.status,
    PercentProgress: snapshot.status === 'available' ? 100 : 0,
    Encrypted: snapshot.of.encrypted,
    KmsKeyId: snapshot.of.kmsKeyId,
    TagList: { Tag: snapshot.tags.map(tag => ({ ...tag })) },
  };
}

/** A continuous backup as DescribeDBInstanceAutomatedBackups gives it. */
export function automatedBackupXml(backup: AutomatedBackup): XmlObject {
  const { init, settings } = backup.source;
  const { earliest, latest } = backup.store.window();
  return {
    DBInstanceArn: `arn:aws:rds:${init.region}:000000000000:db:${backup.source.id}`,
    DBInstanceAutomatedBackupsArn: backup.arn,
    DbiResourceId: init.resourceId,
    DBInstanceIdentifier: backup.source.id,
    Region: init.region,
    RestoreWindow: { EarliestTime: earliest, LatestTime: latest },
    Status: backup.status,
    InstanceCreateTime: init.created,
    Engine: 'postgres',
    EngineVersion: init.engineVersion,
    MasterUsername: init.masterUsername,
    AllocatedStorage: settings.allocatedStorage,
    StorageType: settings.storageType,
    BackupRetentionPeriod: backup.retention,
    Encrypted: init.encrypted,
    KmsKeyId: backup.kmsKeyId,
  };
}
