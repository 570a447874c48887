import * as z from 'zod/mini';

const text = z.string();
const list = z.readonly(z.array(text));

/**
 * The settings of a database that a restore must carry over. RDS takes defaults for all that the caller of a restore
 * leaves out (aws-facts 14), so each is passed and then compared. `null`: it has none.
 */
export const settings = z.object({
  instanceClass: text,
  storageType: text,
  allocatedStorage: z.number(),
  maxAllocatedStorage: z.nullable(z.number()),
  iops: z.nullable(z.number()),
  storageThroughput: z.nullable(z.number()),
  subnetGroup: text,
  securityGroups: list,
  parameterGroup: text,
  optionGroup: text,
  multiAz: z.boolean(),
  publiclyAccessible: z.boolean(),
  deletionProtection: z.boolean(),
  backupRetentionPeriod: z.number(),
  backupWindow: text,
  maintenanceWindow: text,
  autoMinorVersionUpgrade: z.boolean(),
  copyTagsToSnapshot: z.boolean(),
  iamAuthentication: z.boolean(),
  logExports: list,
  monitoringInterval: z.number(),
  monitoringRoleArn: z.nullable(text),
  performanceInsights: z.boolean(),
  performanceInsightsRetention: z.nullable(z.number()),
  caCertificate: text,
  networkType: text,
});
export type DatabaseSettings = Readonly<z.output<typeof settings>>;
export type SettingName = keyof DatabaseSettings;

export interface ParityLine {
  readonly setting: SettingName;
  readonly source: string;
  readonly restored: string;
  readonly same: boolean;
}

/** What protects the data comes first in reports. */
const FIRST: readonly SettingName[] = [
  'securityGroups',
  'parameterGroup',
  'multiAz',
  'deletionProtection',
  'backupRetentionPeriod',
  'subnetGroup',
  'publiclyAccessible',
];

function isSetting(name: string): name is SettingName {
  return name in settings.def.shape;
}

/** In the order in which reports show them. */
export const SETTING_NAMES: readonly SettingName[] = [
  ...new Set([...FIRST, ...Object.keys(settings.def.shape).filter(isSetting)]),
];

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

/** Which of some settings differ. */
export function differing(
  names: readonly SettingName[],
  source: DatabaseSettings,
  restored: DatabaseSettings,
): readonly SettingName[] {
  return names.filter(name => shown(source[name]) !== shown(restored[name]));
}
