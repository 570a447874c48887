import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { Topology } from '../../promises/databases/topologies.ts';
import type { Marks } from '../../promises/evidence.ts';
import { GP3_OWN_SPEED_BELOW } from '../../promises/recovery/parameters.ts';
import type { DatabaseSettings } from '../../promises/recovery/settings.ts';
import type { Size } from '../capacity.ts';
import { openPort } from '../databases/open-port.ts';
import { exportedLogs } from '../databases/parts.ts';
import {
  BACKUP_WINDOW,
  MAINTENANCE_WINDOW,
  MAJOR_VERSION,
  MONITORING_INTERVAL,
  PARAMETER_FAMILY,
  PARAMETERS,
} from '../databases/settings.ts';
import { mark } from '../mark.ts';
import type { DatabaseSite } from './restorable.ts';

export interface RestoreSiteProps {
  readonly identifier: string;
  readonly topology: Topology;
  /** From `capacityOf`. */
  readonly capacity: Size;
  readonly vpc: ec2.IVpc;
  readonly subnetGroupName: string;
  readonly monitoringRoleArn: string;
  /** Encrypts the copies from which it is restored. */
  readonly key: kms.IKey;
  /** How far back any second can be restored once it is there, in days. */
  readonly pointInTimeDays: number;
  /** Deletion protection. */
  readonly protect: boolean;
  readonly marks: Pick<Marks, 'plan' | 'tenant'>;
}

/**
 * Everything of a database but the database, in the recovery region: its guard, its parameters, and the settings to
 * restore it with, which a lost region cannot be asked for. A recovery then makes nothing but the database itself.
 */
export class RestoreSite extends Construct implements DatabaseSite {
  readonly identifier: string;
  readonly topology: Topology;
  readonly key: kms.IKey;
  readonly securityGroup: ec2.SecurityGroup;
  readonly settings: DatabaseSettings;

  constructor(scope: Construct, id: string, props: RestoreSiteProps) {
    super(scope, id);
    const { identifier, vpc } = props;
    this.identifier = identifier;
    this.topology = props.topology;
    this.key = props.key;
    this.securityGroup = new ec2.SecurityGroup(this, 'Callers', {
      vpc,
      description: `Callers of the database ${identifier}`,
      allowAllOutbound: false,
    });
    mark(this.securityGroup, { ...props.marks, promise: 'backups', role: 'restore-site' });
    this.settings = this.settingsFor(props, this.addParameters(identifier));
  }

  allowFrom(peer: ec2.ISecurityGroup): void {
    openPort(this, peer);
  }

  private addParameters(identifier: string): string {
    const common = {
      family: PARAMETER_FAMILY.rds,
      description: `TLS is forced for ${identifier}`,
      parameters: PARAMETERS,
    };
    return this.isInstance
      ? new rds.CfnDBParameterGroup(this, 'Parameters', common).ref
      : new rds.CfnDBClusterParameterGroup(this, 'Parameters', common).ref;
  }

  private get isInstance(): boolean {
    return this.topology.endsWith('instance');
  }

  private settingsFor(props: RestoreSiteProps, parameterGroup: string): DatabaseSettings {
    const { isInstance: instance } = this;
    return {
      ...storageFor(props.capacity, instance),
      subnetGroup: props.subnetGroupName,
      securityGroups: [this.securityGroup.securityGroupId],
      parameterGroup,
      optionGroup: instance ? `default:postgres-${MAJOR_VERSION}` : '',
      multiAz: this.topology !== 'single-instance',
      publiclyAccessible: false,
      deletionProtection: props.protect,
      backupRetentionPeriod: props.pointInTimeDays,
      backupWindow: BACKUP_WINDOW,
      maintenanceWindow: MAINTENANCE_WINDOW,
      autoMinorVersionUpgrade: false,
      copyTagsToSnapshot: true,
      iamAuthentication: instance,
      logExports: exportedLogs(this.topology),
      ...{ monitoringInterval: MONITORING_INTERVAL, monitoringRoleArn: props.monitoringRoleArn },
      ...{ performanceInsights: true, performanceInsightsRetention: FREE_INSIGHTS_DAYS },
      ...{ caCertificate: AUTHORITY, networkType: 'IPV4' },
    };
  }
}

/** The days of Performance Insights that cost nothing, and what RDS takes when none are stated (USER_PerfInsights). */
const FREE_INSIGHTS_DAYS = 7;
/** RDS's own default (UsingWithRDS.SSL). */
const AUTHORITY = 'rds-ca-rsa2048-g1';

/** What gp3 gives without a surcharge, as RDS tells it of a database that has it (CHAP_Storage). */
function storageFor(size: Size, instance: boolean) {
  const small = size.storageGiB < GP3_OWN_SPEED_BELOW;
  return {
    instanceClass: size.instanceClass.name,
    storageType: 'gp3',
    allocatedStorage: size.storageGiB,
    maxAllocatedStorage: instance ? size.maxStorageGiB : null,
    iops: small ? 3000 : 12_000,
    storageThroughput: small ? 125 : 500,
  };
}
