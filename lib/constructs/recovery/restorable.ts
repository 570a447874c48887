import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import type { Topology } from '../../promises/databases/topologies.ts';
import type { Marks } from '../../promises/evidence.ts';
import type { DatabaseSettings } from '../../promises/recovery/settings.ts';

/** A database that stands, or the place that is ready for it in the recovery region. */
export interface DatabaseSite extends IConstruct {
  readonly identifier: string;
  readonly topology: Topology;
  /** Encrypts its backups in this region. */
  readonly key: kms.IKey;
  allowFrom(peer: ec2.ISecurityGroup): void;
}

/** A database that the machine can restore. */
export interface RestorableDatabase {
  readonly database: DatabaseSite;
  /** When it is drilled, from `scheduleFor`. @default no drills are promised */
  readonly schedule: string | undefined;
  /** What the agreement promises, in seconds; null where it promises nothing. */
  readonly recoveryTime: number | null;
  readonly recoveryPoint: number | null;
  /** What to restore with where the source cannot be asked. @default what the source has */
  readonly settings?: DatabaseSettings | undefined;
  /** The secret in which a recovery writes where the database now is. */
  readonly pointer: string;
  readonly marks: Pick<Marks, 'plan' | 'tenant'>;
}

/** Whether it is restored as a Multi-AZ cluster. */
export function isCluster({ database }: RestorableDatabase): boolean {
  return !database.topology.endsWith('instance');
}
