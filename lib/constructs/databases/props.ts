import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Topology } from '../../promises/databases/topologies.ts';
import type { Marks } from '../../promises/evidence.ts';
import type { Size } from '../capacity.ts';

/** Point-in-time recovery from another region (fact 7): RDS instances only. */
export interface PointInTimeAway {
  readonly region: string;
  readonly days: number;
  /** A key of that region. */
  readonly keyArn: string;
}

export interface DatabaseProps {
  /** The identifier in RDS; restores and drills look it up. */
  readonly identifier: string;
  readonly vpc: ec2.IVpc;
  /**
   * The RDS subnet group; its subnets must have no way to the internet.
   * @default a new one over the isolated subnets of the VPC
   */
  readonly subnetGroupName?: string;
  /** From `chooseTopology`. */
  readonly topology: Topology;
  /** From `capacityOf`. */
  readonly capacity: Size;
  /** How far back any second can be restored, in days: 1 to 35 (fact 6). RDS is its only owner (fact 8). */
  readonly pointInTimeDays: number;
  /** @default automated backups stay in the region */
  readonly pointInTimeAway?: PointInTimeAway | undefined;
  /**
   * Encrypts storage, backups, credentials, insights and logs.
   * @default a key of its own
   */
  readonly key?: kms.IKey;
  /**
   * What RDS uses to write operating-system metrics.
   * @default a role of its own
   */
  readonly monitoringRole?: iam.IRole;
  /**
   * Deletion protection, and database and key outlive the stack.
   * @default true
   */
  readonly protect?: boolean;
  /**
   * The database inside PostgreSQL.
   * @default 'service'
   */
  readonly databaseName?: string;
  /**
   * How long PostgreSQL's own log is kept in CloudWatch.
   * @default three months
   */
  readonly logsKept?: RetentionDays;
  /**
   * Whom it serves, for the audit.
   * @default nobody in particular
   */
  readonly marks?: Marks;
}
