import type { Form } from './form.ts';

/** The settings of an instance that its API can read and change, in the API's own terms. */
export interface InstanceSettings {
  readonly instanceClass: string;
  readonly allocatedStorage: number;
  readonly maxAllocatedStorage: number | undefined;
  readonly storageType: string;
  readonly iops: number | undefined;
  readonly storageThroughput: number | undefined;
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
  readonly monitoringRoleArn: string | undefined;
  readonly performanceInsights: boolean;
  readonly performanceInsightsRetention: number | undefined;
  readonly caCertificate: string;
  readonly networkType: string;
}

/**
 * What RDS takes where the caller says nothing, also in a restore: the default groups, one zone, no protection
 * (aws-facts 14). That a restore does not inherit from its source is the trap this environment keeps.
 */
export const DEFAULTS: InstanceSettings = {
  instanceClass: 'db.t4g.micro',
  allocatedStorage: 20,
  maxAllocatedStorage: undefined,
  storageType: 'gp2',
  iops: undefined,
  storageThroughput: undefined,
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
  monitoringRoleArn: undefined,
  performanceInsights: false,
  performanceInsightsRetention: undefined,
  caCertificate: 'rds-ca-rsa2048-g1',
  networkType: 'IPV4',
};

/** The settings with those that a call states put in their place. */
export function applied(before: InstanceSettings, form: Form): InstanceSettings {
  return { ...before, ...placement(before, form), ...protection(before, form), ...observation(before, form) };
}

function placement(before: InstanceSettings, form: Form) {
  return {
    instanceClass: form.text('DBInstanceClass') ?? before.instanceClass,
    allocatedStorage: form.number('AllocatedStorage') ?? before.allocatedStorage,
    maxAllocatedStorage: form.number('MaxAllocatedStorage') ?? before.maxAllocatedStorage,
    storageType: form.text('StorageType') ?? before.storageType,
    iops: form.number('Iops') ?? before.iops,
    storageThroughput: form.number('StorageThroughput') ?? before.storageThroughput,
    subnetGroup: form.text('DBSubnetGroupName') ?? before.subnetGroup,
    networkType: form.text('NetworkType') ?? before.networkType,
    multiAz: form.flag('MultiAZ') ?? before.multiAz,
  };
}

function protection(before: InstanceSettings, form: Form) {
  return {
    securityGroups: form.list('VpcSecurityGroupIds') ?? before.securityGroups,
    publiclyAccessible: form.flag('PubliclyAccessible') ?? before.publiclyAccessible,
    deletionProtection: form.flag('DeletionProtection') ?? before.deletionProtection,
    backupRetentionPeriod: form.number('BackupRetentionPeriod') ?? before.backupRetentionPeriod,
    backupWindow: form.text('PreferredBackupWindow') ?? before.backupWindow,
    copyTagsToSnapshot: form.flag('CopyTagsToSnapshot') ?? before.copyTagsToSnapshot,
    iamAuthentication: form.flag('EnableIAMDatabaseAuthentication') ?? before.iamAuthentication,
    caCertificate: form.text('CACertificateIdentifier') ?? before.caCertificate,
  };
}

function observation(before: InstanceSettings, form: Form) {
  const exports = form.list('CloudwatchLogsExportConfiguration.EnableLogTypes');
  return {
    parameterGroup: form.text('DBParameterGroupName') ?? before.parameterGroup,
    optionGroup: form.text('OptionGroupName') ?? before.optionGroup,
    maintenanceWindow: form.text('PreferredMaintenanceWindow') ?? before.maintenanceWindow,
    autoMinorVersionUpgrade: form.flag('AutoMinorVersionUpgrade') ?? before.autoMinorVersionUpgrade,
    logExports: form.list('EnableCloudwatchLogsExports') ?? exports ?? before.logExports,
    monitoringInterval: form.number('MonitoringInterval') ?? before.monitoringInterval,
    monitoringRoleArn: form.text('MonitoringRoleArn') ?? before.monitoringRoleArn,
    performanceInsights: form.flag('EnablePerformanceInsights') ?? before.performanceInsights,
    performanceInsightsRetention:
      form.number('PerformanceInsightsRetentionPeriod') ?? before.performanceInsightsRetention,
  };
}
