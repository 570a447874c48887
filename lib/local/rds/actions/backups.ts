import { sleep } from '../../postgres/time.ts';
import { backupNotFound, instanceNotFound, invalidValue } from '../aws-error.ts';
import { automatedBackupXml } from '../describe.ts';
import type { Instance } from '../instance.ts';
import type { AutomatedBackup } from '../local-rds.ts';
import type { XmlObject } from '../xml.ts';
import type { Call } from './call.ts';

export function describeAutomatedBackups(call: Call): XmlObject {
  const { rds, region, form } = call;
  const own = [...rds.instances.values()].filter(isBackedUp).map(ownBackup);
  const all = [...own, ...rds.automatedBackups.values()].filter(backup => backup.region === region);
  const id = form.text('DBInstanceIdentifier');
  const resource = form.text('DbiResourceId');
  const arn = form.text('DBInstanceAutomatedBackupsArn');
  const shown = all.filter(
    backup =>
      (id === undefined || backup.source.id === id) &&
      (resource === undefined || backup.source.init.resourceId === resource) &&
      (arn === undefined || backup.arn === arn),
  );
  const named = id ?? resource ?? arn;
  if (named !== undefined && shown.length === 0) throw backupNotFound(named);
  return { DBInstanceAutomatedBackups: { DBInstanceAutomatedBackup: shown.map(automatedBackupXml) } };
}

function isBackedUp(instance: Instance): boolean {
  return instance.settings.backupRetentionPeriod > 0;
}

function arnOf(region: string, instance: Instance): string {
  return `arn:aws:rds:${region}:000000000000:auto-backup:ab-${instance.init.resourceId.slice(3).toLowerCase()}`;
}

function ownBackup(instance: Instance): AutomatedBackup {
  const { region, kmsKeyId } = instance.init;
  const { backups: store, settings } = instance;
  const retention = settings.backupRetentionPeriod;
  return {
    arn: arnOf(region, instance),
    region,
    source: instance,
    store,
    retention,
    kmsKeyId,
    status: 'active',
  };
}

const COPY_EVERY_MS = 500;

/** Called in the region that the copies go to; the source is named by its ARN. */
export function startReplication(call: Call): XmlObject {
  const { rds, region, form } = call;
  const sourceArn = form.required('SourceDBInstanceArn');
  const source = [...rds.instances.values()].find(instance => instance.arn === sourceArn);
  if (!source) throw instanceNotFound(sourceArn);
  if (source.init.region === region) throw invalidValue('The source instance is in this region.');
  const arn = arnOf(region, source);
  const store = rds.newStore(`${source.init.resourceId}-${region}`);
  const retention = form.number('BackupRetentionPeriod') ?? 7;
  const kmsKeyId = form.text('KmsKeyId');
  const backup: AutomatedBackup = { arn, region, source, store, retention, kmsKeyId, status: 'replicating' };
  rds.automatedBackups.set(arn, backup);
  void keepCopying(call, backup);
  return { DBInstanceAutomatedBackup: automatedBackupXml(backup) };
}

async function keepCopying({ rds }: Call, backup: AutomatedBackup): Promise<void> {
  while (rds.automatedBackups.has(backup.arn) && rds.open) {
    await backup.source.backups.copyNewTo(backup.store).catch(() => {});
    await sleep(COPY_EVERY_MS);
  }
}

export function stopReplication(call: Call): XmlObject {
  const sourceArn = call.form.required('SourceDBInstanceArn');
  const found = [...call.rds.automatedBackups.values()].find(backup => backup.source.arn === sourceArn);
  if (!found) throw backupNotFound(sourceArn);
  call.rds.automatedBackups.delete(found.arn);
  return { DBInstanceAutomatedBackup: automatedBackupXml(found) };
}

export function deleteAutomatedBackup(call: Call): XmlObject {
  const arn = call.form.text('DBInstanceAutomatedBackupsArn');
  const resource = call.form.text('DbiResourceId');
  const found = [...call.rds.automatedBackups.values()].find(
    backup => backup.arn === arn || backup.source.init.resourceId === resource,
  );
  if (!found) throw backupNotFound(arn ?? resource ?? '');
  call.rds.automatedBackups.delete(found.arn);
  void found.store.remove();
  return { DBInstanceAutomatedBackup: automatedBackupXml(found) };
}
