/**
 * The settings of a database that a restore must carry over. RDS takes defaults for all that the caller of
 * `RestoreDBInstanceToPointInTime` leaves out (aws-facts 14), so each is passed and then compared.
 */
export interface DatabaseSettings {
  readonly instanceClass: string;
  readonly storageType: string;
  readonly allocatedStorage: number;
  readonly maxAllocatedStorage: number | null;
  readonly iops: number | null;
  readonly storageThroughput: number | null;
  readonly subnetGroup: string;
  readonly securityGroups: readonly string[];
  readonly parameterGroup: string;
  readonly optionGroup: string;
  readonly multiAz: boolean;
  readonly publiclyAccessible: boolean;
  readonly deletionProtection: boolean;
  readonly backupRetentionPeriod: number;
  readonly backupWindow: string;
  readonly maintenanceWindow: string;
  readonly autoMinorVersionUpgrade: boolean;
  readonly copyTagsToSnapshot: boolean;
  readonly iamAuthentication: boolean;
  readonly logExports: readonly string[];
  readonly monitoringInterval: number;
  readonly monitoringRoleArn: string | null;
  readonly performanceInsights: boolean;
  readonly performanceInsightsRetention: number | null;
  readonly caCertificate: string;
  readonly networkType: string;
}

export type SettingName = keyof DatabaseSettings;

/** Settings the restore call does not take; they are set by a modification once the instance is available. */
export const SET_AFTERWARDS = [
  'maintenanceWindow',
  'monitoringInterval',
  'monitoringRoleArn',
  'performanceInsights',
  'performanceInsightsRetention',
] as const satisfies readonly SettingName[];

export interface ParityLine {
  readonly setting: SettingName;
  readonly source: string;
  readonly restored: string;
  readonly same: boolean;
}

/** Compares every setting; lists are compared as sets, since RDS gives them in no order. */
export function parityOf(source: DatabaseSettings, restored: DatabaseSettings): readonly ParityLine[] {
  return SETTING_NAMES.map(setting => {
    const [was, is] = [shown(source[setting]), shown(restored[setting])];
    return { setting, source: was, restored: is, same: was === is };
  });
}

function shown(value: DatabaseSettings[SettingName]): string {
  if (value === null) return 'none';
  return typeof value === 'object' ? [...value].sort().join(', ') || 'none' : String(value);
}

/** Those of the settings that are set afterwards and still differ. */
export function stillToSet(source: DatabaseSettings, restored: DatabaseSettings): readonly SettingName[] {
  return SET_AFTERWARDS.filter(name => shown(source[name]) !== shown(restored[name]));
}

const ORDER: Readonly<Record<SettingName, true>> = {
  securityGroups: true,
  parameterGroup: true,
  multiAz: true,
  deletionProtection: true,
  backupRetentionPeriod: true,
  subnetGroup: true,
  publiclyAccessible: true,
  instanceClass: true,
  storageType: true,
  allocatedStorage: true,
  maxAllocatedStorage: true,
  iops: true,
  storageThroughput: true,
  optionGroup: true,
  backupWindow: true,
  maintenanceWindow: true,
  autoMinorVersionUpgrade: true,
  copyTagsToSnapshot: true,
  iamAuthentication: true,
  logExports: true,
  monitoringInterval: true,
  monitoringRoleArn: true,
  performanceInsights: true,
  performanceInsightsRetention: true,
  caCertificate: true,
  networkType: true,
};

function isSetting(name: string): name is SettingName {
  return name in ORDER;
}

/** In the order in which reports show them: what protects the data first. */
export const SETTING_NAMES: readonly SettingName[] = Object.keys(ORDER).filter(isSetting);
