import { GP3_OWN_SPEED_BELOW, PARAMETERS, setsOwnSpeed } from '../../promises/recovery/parameters.ts';
import {
  type DatabaseSettings,
  SETTING_NAMES,
  type SettingName,
  settings,
} from '../../promises/recovery/settings.ts';
import { invalidCombination } from './aws-error.ts';
import type { Form } from './form.ts';

/**
 * What RDS takes where the caller says nothing, also in a restore: the default groups, one zone, no protection
 * (aws-facts 14). That a restore does not inherit from its source is the trap this environment keeps.
 */
export const DEFAULTS: DatabaseSettings = {
  instanceClass: 'db.t4g.micro',
  allocatedStorage: 20,
  maxAllocatedStorage: null,
  storageType: 'gp2',
  iops: null,
  storageThroughput: null,
  subnetGroup: 'default',
  securityGroups: ['sg-default'],
  parameterGroup: 'default.postgres18',
  optionGroup: 'default:postgres-18',
  multiAz: false,
  publiclyAccessible: false,
  deletionProtection: false,
  backupRetentionPeriod: 1,
  backupWindow: '03:00-03:30',
  maintenanceWindow: 'sun:04:00-sun:04:30',
  autoMinorVersionUpgrade: true,
  copyTagsToSnapshot: false,
  iamAuthentication: false,
  logExports: [],
  monitoringInterval: 0,
  monitoringRoleArn: null,
  performanceInsights: false,
  performanceInsightsRetention: null,
  caCertificate: 'rds-ca-rsa2048-g1',
  networkType: 'IPV4',
};

/** The settings with those that a call states in their place; what is no setting is left to others. */
export function applied(before: DatabaseSettings, form: Form): DatabaseSettings {
  const stated = SETTING_NAMES.flatMap(name => {
    const value = statedIn(form, name, before[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return withSpeed(settings.parse({ ...before, ...Object.fromEntries(stated) }), form);
}

/** What gp3 storage gives when it is small (CHAP_Storage). */
const OWN_SPEED = { iops: 3000, storageThroughput: 125 };

/** @throws AwsError when the caller states what RDS sets itself */
function withSpeed(after: DatabaseSettings, form: Form): DatabaseSettings {
  if (!setsOwnSpeed(after)) return after;
  if (form.number('Iops') !== undefined || form.number('StorageThroughput') !== undefined) {
    throw invalidCombination(
      `You can't specify IOPS or storage throughput for engine postgres and a storage size less than ${GP3_OWN_SPEED_BELOW}.`,
    );
  }
  return { ...after, ...OWN_SPEED };
}

function statedIn(form: Form, name: SettingName, before: unknown) {
  const parameter = PARAMETERS[name].instance?.name ?? name;
  if (name === 'logExports') {
    return form.list(parameter) ?? form.list('CloudwatchLogsExportConfiguration.EnableLogTypes');
  }
  if (typeof before === 'boolean') return form.flag(parameter);
  if (Array.isArray(before)) return form.list(parameter);
  return NUMBERS.has(name) ? form.number(parameter) : form.text(parameter);
}

const NUMBERS: ReadonlySet<SettingName> = new Set([
  'allocatedStorage',
  'maxAllocatedStorage',
  'iops',
  'storageThroughput',
  'backupRetentionPeriod',
  'monitoringInterval',
  'performanceInsightsRetention',
]);
