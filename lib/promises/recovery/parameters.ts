import { type DatabaseSettings, differing, SETTING_NAMES, type SettingName } from './settings.ts';

/** Which calls of RDS take a setting: restores to a point in time, restores of snapshots, later modifications. */
type Taken = 'point-in-time' | 'snapshot' | 'later';
/** How a database is laid out: instances and Multi-AZ clusters have calls of their own. */
export type Kind = 'instance' | 'cluster';

interface Parameter {
  readonly name: string;
  readonly taken: readonly Taken[];
}

const RESTORE: readonly Taken[] = ['point-in-time', 'snapshot'];
const LATER: readonly Taken[] = ['later'];

const restored = (name: string): Parameter => ({ name, taken: RESTORE });
const later = (name: string): Parameter => ({ name, taken: LATER });
const both = (name: string) => ({ instance: restored(name), cluster: restored(name) });

/**
 * What RDS calls each setting, and when a restore takes it: the request members of RestoreDBInstanceToPointInTime,
 * RestoreDBInstanceFromDBSnapshot, RestoreDBClusterToPointInTime and RestoreDBClusterFromSnapshot. A setting that is
 * not named for clusters is one that Multi-AZ clusters do not have, or always have.
 */
export const PARAMETERS: Readonly<Record<SettingName, Partial<Readonly<Record<Kind, Parameter>>>>> = {
  instanceClass: { instance: restored('DBInstanceClass'), cluster: restored('DBClusterInstanceClass') },
  storageType: both('StorageType'),
  allocatedStorage: { instance: restored('AllocatedStorage') },
  // RestoreDBInstanceFromDBSnapshot has no such member.
  maxAllocatedStorage: { instance: { name: 'MaxAllocatedStorage', taken: ['point-in-time', 'later'] } },
  iops: both('Iops'),
  storageThroughput: { instance: restored('StorageThroughput') },
  subnetGroup: both('DBSubnetGroupName'),
  securityGroups: both('VpcSecurityGroupIds'),
  parameterGroup: {
    instance: restored('DBParameterGroupName'),
    cluster: restored('DBClusterParameterGroupName'),
  },
  optionGroup: { instance: restored('OptionGroupName') },
  multiAz: { instance: restored('MultiAZ') },
  publiclyAccessible: both('PubliclyAccessible'),
  deletionProtection: both('DeletionProtection'),
  backupRetentionPeriod: both('BackupRetentionPeriod'),
  backupWindow: both('PreferredBackupWindow'),
  maintenanceWindow: {
    instance: later('PreferredMaintenanceWindow'),
    cluster: later('PreferredMaintenanceWindow'),
  },
  autoMinorVersionUpgrade: {
    instance: restored('AutoMinorVersionUpgrade'),
    cluster: later('AutoMinorVersionUpgrade'),
  },
  copyTagsToSnapshot: both('CopyTagsToSnapshot'),
  iamAuthentication: { instance: restored('EnableIAMDatabaseAuthentication') },
  logExports: both('EnableCloudwatchLogsExports'),
  monitoringInterval: { instance: later('MonitoringInterval'), cluster: restored('MonitoringInterval') },
  monitoringRoleArn: { instance: later('MonitoringRoleArn'), cluster: restored('MonitoringRoleArn') },
  performanceInsights: {
    instance: later('EnablePerformanceInsights'),
    cluster: restored('EnablePerformanceInsights'),
  },
  performanceInsightsRetention: {
    instance: later('PerformanceInsightsRetentionPeriod'),
    cluster: restored('PerformanceInsightsRetentionPeriod'),
  },
  caCertificate: {
    instance: restored('CACertificateIdentifier'),
    cluster: later('CACertificateIdentifier'),
  },
  networkType: both('NetworkType'),
};

/** Below this, in GiB, RDS sets the speed of gp3 storage itself and refuses to be told (CHAP_Storage, gp3). */
export const GP3_OWN_SPEED_BELOW = 400;

/** Whether RDS refuses to be told how fast the storage is. Multi-AZ clusters must always state it. */
export function setsOwnSpeed({ storageType, allocatedStorage }: DatabaseSettings): boolean {
  return storageType === 'gp3' && allocatedStorage < GP3_OWN_SPEED_BELOW;
}

const SPEED: ReadonlySet<SettingName> = new Set(['iops', 'storageThroughput']);

export type ParameterValue = string | number | boolean | string[];

/** The members of a call that carry the settings. What a database does not have is left out. */
export function parametersFor(
  settings: DatabaseSettings,
  kind: Kind,
  taken: Taken,
): Readonly<Record<string, ParameterValue>> {
  const untold = kind === 'instance' && setsOwnSpeed(settings) ? SPEED : new Set();
  return Object.fromEntries(
    SETTING_NAMES.filter(name => !untold.has(name)).flatMap(name => {
      const parameter = PARAMETERS[name][kind];
      const value = settings[name];
      if (!parameter?.taken.includes(taken) || value === null || value === '') return [];
      return [[parameter.name, typeof value === 'object' ? [...value] : value]];
    }),
  );
}

/** Settings that a later modification sets and that still differ. */
export function stillToSet(source: DatabaseSettings, found: DatabaseSettings): readonly SettingName[] {
  const names = SETTING_NAMES.filter(name =>
    Object.values(PARAMETERS[name]).some(parameter => parameter.taken.includes('later')),
  );
  return differing(names, source, found);
}
