import * as backup from 'aws-cdk-lib/aws-backup';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { VaultLock } from '../../promises/backups/rules.ts';
import type { Marks } from '../../promises/evidence.ts';
import type { Database } from '../databases/index.ts';
import { mark } from '../mark.ts';
import { addRestoreTest } from './restore-test.ts';
import { backupRole } from './role.ts';
import { Vault, vaultArn } from './vault.ts';

/** Where copies go. The vault exists before: it is found by name. */
export interface CopyTo {
  readonly region: string;
  readonly vaultName: string;
  /** The key of that vault. */
  readonly keyArn: string;
  /** How long a copy is kept. */
  readonly days: number;
}

export interface RestoreTesting {
  /** From `scheduleFor`. */
  readonly schedule: string;
  /** Letters, digits and underscores. */
  readonly name: string;
  /** The subnet group to restore into. */
  readonly subnetGroupName: string;
  /** How long a restored database stays for validation, in hours: 1 to 168. */
  readonly validationHours: number;
}

export interface BackupsProps {
  /** Names plan and vault. */
  readonly name: string;
  readonly database: Database;
  /** A cron expression, from `scheduleFor`. */
  readonly schedule: string;
  /** How long each backup is kept, in days. */
  readonly days: number;
  /** @default no copies */
  readonly copyTo?: CopyTo | undefined;
  /** @default no restore tests */
  readonly restoreTesting?: RestoreTesting | undefined;
  /** @default no lock */
  readonly lock?: VaultLock | undefined;
  /**
   * The only regions to which a backup may be copied (NODE-9).
   * @default any
   */
  readonly copiesOnlyTo?: readonly string[] | undefined;
  /** @default nobody may delete a backup early */
  readonly breakGlassRoleArn?: string;
  /**
   * Whether vault and key outlive the stack.
   * @default true
   */
  readonly protect?: boolean;
  /** @default nobody in particular */
  readonly marks?: Marks;
}

/**
 * Snapshots of one database by AWS Backup, into a vault of their own, with copies and restore tests where promised.
 * It never takes continuous backups: RDS owns point-in-time recovery, and two owners fight over it (fact 8).
 *
 * The database is selected by its ARN, which holds whatever the account has opted in to; only for Aurora must the
 * account's opt-in be on (fact 12).
 */
export class Backups extends Construct {
  readonly vault: Vault;
  readonly plan: backup.CfnBackupPlan;

  constructor(scope: Construct, id: string, props: BackupsProps) {
    super(scope, id);
    const { name, lock, copiesOnlyTo, breakGlassRoleArn, protect, marks } = props;
    this.vault = new Vault(this, 'Vault', { name, lock, copiesOnlyTo, breakGlassRoleArn, protect, marks });
    this.plan = this.addPlan(props);
    this.addSelection(props);
    if (props.restoreTesting) this.addRestoreTest(props, props.restoreTesting);
  }

  private addPlan(props: BackupsProps): backup.CfnBackupPlan {
    const plan = new backup.CfnBackupPlan(this, 'Plan', {
      backupPlan: {
        backupPlanName: props.name,
        backupPlanRule: [
          {
            ruleName: 'promised',
            targetBackupVault: this.vault.name,
            scheduleExpression: props.schedule,
            scheduleExpressionTimezone: 'UTC',
            startWindowMinutes: 60,
            lifecycle: { deleteAfterDays: props.days },
            copyActions: props.copyTo && [this.copyAction(props.copyTo)],
          },
        ],
      },
    });
    plan.addResourceDependency(this.vault.resource);
    mark(plan, { ...props.marks, promise: 'backups', role: 'plan' });
    return plan;
  }

  private copyAction(to: CopyTo): backup.CfnBackupPlan.CopyActionResourceTypeProperty {
    return {
      destinationBackupVaultArn: vaultArn(this, to.vaultName, to.region),
      lifecycle: { deleteAfterDays: to.days },
    };
  }

  private addSelection(props: BackupsProps): void {
    const { database, copyTo } = props;
    const iamRoleArn = backupRole(this, 'Role', {
      database,
      vaultArns: [this.vault.arn, ...(copyTo ? [vaultArn(this, copyTo.vaultName, copyTo.region)] : [])],
      keyArns: [database.key.keyArn, this.vault.key.keyArn, ...(copyTo ? [copyTo.keyArn] : [])],
      regions: [Stack.of(this).region, ...(copyTo ? [copyTo.region] : [])],
    });
    const selection = new backup.CfnBackupSelection(this, 'Selection', {
      backupPlanId: this.plan.attrBackupPlanId,
      backupSelection: { selectionName: props.name, iamRoleArn, resources: [database.arn] },
    });
    mark(selection, { ...props.marks, promise: 'backups', role: 'selection' });
  }

  private addRestoreTest(props: BackupsProps, testing: RestoreTesting): void {
    const { database, days, marks } = props;
    addRestoreTest(this, { ...testing, database, vault: this.vault, windowDays: days, marks: marks ?? {} });
  }
}
