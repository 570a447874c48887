import type { DatabaseSettings } from '../../../promises/recovery/settings.ts';
import { AwsError, backupNotFound, instanceNotFound, missingParameter } from '../aws-error.ts';
import type { BackupStore } from '../backup-store.ts';
import type { Instance, InstanceInit } from '../instance.ts';
import type { AutomatedBackup } from '../local-rds.ts';
import type { Call } from './call.ts';

/** What a point-in-time restore is made from. */
export interface ContinuousBackup {
  readonly init: InstanceInit;
  readonly settings: DatabaseSettings;
  readonly store: BackupStore;
  readonly kmsKeyId: string | undefined;
}

/** Finds the source in the three ways in which the API names it. */
export function continuousBackup(call: Call): ContinuousBackup {
  const { form, rds, region } = call;
  const arn = form.text('SourceDBInstanceAutomatedBackupsArn');
  if (arn !== undefined) return fromAutomatedBackup(rds.automatedBackups.get(arn), arn);
  const resource = form.text('SourceDbiResourceId');
  if (resource !== undefined) return fromResource(call, resource);
  const id = form.text('SourceDBInstanceIdentifier');
  if (id === undefined) throw missingParameter('SourceDBInstanceIdentifier');
  return fromInstance(rds.instance(region, id));
}

function fromInstance(instance: Instance): ContinuousBackup {
  if (instance.settings.backupRetentionPeriod === 0) {
    throw new AwsError(
      'PointInTimeRestoreNotEnabled',
      `Point in time restore is not enabled for instance ${instance.id}: its backup retention period is 0.`,
    );
  }
  const { init, settings, backups: store } = instance;
  return { init, settings, store, kmsKeyId: init.kmsKeyId };
}

function fromAutomatedBackup(backup: AutomatedBackup | undefined, name: string): ContinuousBackup {
  if (!backup) throw backupNotFound(name);
  const { init, settings } = backup.source;
  return { init, settings, store: backup.store, kmsKeyId: backup.kmsKeyId };
}

function fromResource({ rds, region }: Call, resource: string): ContinuousBackup {
  for (const instance of rds.instances.values()) {
    if (instance.init.region === region && instance.init.resourceId === resource)
      return fromInstance(instance);
  }
  for (const backup of rds.automatedBackups.values()) {
    if (backup.region === region && backup.source.init.resourceId === resource) {
      return fromAutomatedBackup(backup, resource);
    }
  }
  throw instanceNotFound(resource);
}
