import * as backup from 'aws-cdk-lib/aws-backup';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { VaultLock } from '../../promises/backups/rules.ts';
import type { Marks } from '../../promises/evidence.ts';
import { arnOf } from '../arn.ts';
import { leanKey } from '../encryption.ts';
import { mark } from '../mark.ts';
import { refuseCopiesElsewhere } from '../residency.ts';

export interface VaultProps {
  /** The vault's name; copies find it by that in another region. */
  readonly name: string;
  /**
   * From `vaultLock`. A compliance lock cannot be taken off after its grace time, by anybody (fact 27).
   * @default none
   */
  readonly lock?: VaultLock | undefined;
  /**
   * The only role that may delete a backup early, or shorten its life, while no lock forbids it.
   * @default nobody may
   */
  readonly breakGlassRoleArn?: string;
  /**
   * The only regions to which a backup may be copied from here (NODE-9).
   * @default any
   */
  readonly copiesOnlyTo?: readonly string[] | undefined;
  /**
   * Whether vault and key outlive the stack and refuse early deletion.
   * @default true
   */
  readonly protect?: boolean;
  /**
   * The key of the backups.
   * @default a key of its own
   */
  readonly key?: kms.IKey;
  /** @default nobody in particular */
  readonly marks?: Marks;
}

/** Ways to lose a backup before its time. AWS Backup's own expiry is not among them. */
const WAYS_TO_LOSE_A_BACKUP = [
  'backup:DeleteRecoveryPoint',
  'backup:DisassociateRecoveryPoint',
  'backup:UpdateRecoveryPointLifecycle',
];

/** A place for backups with a key of its own, from which nothing is deleted early. */
export class Vault extends Construct {
  readonly name: string;
  readonly key: kms.IKey;
  readonly resource: backup.CfnBackupVault;

  constructor(scope: Construct, id: string, props: VaultProps) {
    super(scope, id);
    const protect = props.protect ?? true;
    const marks: Marks = { role: 'vault', ...props.marks, promise: 'backups' };
    this.name = props.name;
    this.key = props.key ?? this.addKey(props, marks);
    this.resource = new backup.CfnBackupVault(this, 'Vault', {
      backupVaultName: props.name,
      encryptionKeyArn: this.key.keyArn,
      lockConfiguration: props.lock && lockOf(props.lock),
      accessPolicy: policyOf(this, props),
    });
    this.resource.applyRemovalPolicy(protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    mark(this.resource, marks);
  }

  private addKey(props: VaultProps, marks: Marks): kms.IKey {
    return leanKey(this, 'Key', {
      description: `Backups in the vault ${props.name}`,
      keep: props.protect ?? true,
      marks: { ...marks, role: `${marks.role}-key` },
    });
  }

  /** Built from the name, because the vault's own attribute would tie stacks together. */
  get arn(): string {
    return vaultArn(this, this.name);
  }
}

/** The ARN of a vault that is known by name, such as the one in the recovery region. */
export function vaultArn(scope: Construct, name: string, region?: string): string {
  return arnOf(scope, { service: 'backup', resource: 'backup-vault', name, region });
}

function lockOf(lock: VaultLock): backup.CfnBackupVault.LockConfigurationTypeProperty {
  return {
    minRetentionDays: lock.minDays,
    maxRetentionDays: lock.maxDays,
    changeableForDays: lock.graceDays,
  };
}

function policyOf(scope: Construct, props: VaultProps) {
  const statements = [
    ...((props.protect ?? true) ? [refuseLoss(props.breakGlassRoleArn)] : []),
    ...(props.copiesOnlyTo ? [refuseCopiesElsewhere(scope, props.copiesOnlyTo)] : []),
  ];
  return statements.length > 0 ? { Version: '2012-10-17', Statement: statements } : undefined;
}

function refuseLoss(breakGlassRoleArn: string | undefined) {
  const exception = breakGlassRoleArn
    ? { Condition: { ArnNotEquals: { 'aws:PrincipalArn': breakGlassRoleArn } } }
    : {};
  return {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: WAYS_TO_LOSE_A_BACKUP,
    Resource: '*',
    ...exception,
  };
}
