import type { DatabaseSettings } from '../../../promises/recovery/settings.ts';
import { damageOf } from '../../postgres/base-backup.ts';
import { restore, type Target } from '../../postgres/recovery.ts';
import { bytesOf, gapIn } from '../../postgres/wal.ts';
import {
  AwsError,
  invalidCombination,
  invalidValue,
  keyNotAccessible,
  snapshotNotFound,
  snapshotNotReady,
} from '../aws-error.ts';
import type { BackupStore } from '../backup-store.ts';
import { instanceXml } from '../describe.ts';
import type { Instance, InstanceInit } from '../instance.ts';
import { keyOf } from '../local-rds.ts';
import { applied, DEFAULTS } from '../settings.ts';
import type { XmlObject } from '../xml.ts';
import { type ContinuousBackup, continuousBackup } from './backup-source.ts';
import { archiving, bear, bringUp, manageMasterPassword } from './birth.ts';
import type { Call } from './call.ts';
import { checkIdentifier } from './identifier.ts';

/** What a restore keeps of its source: the storage and class it needs, never the groups or the protection. */
function inherited(source: DatabaseSettings): DatabaseSettings {
  const { instanceClass, allocatedStorage, storageType, iops, storageThroughput } = source;
  return { ...DEFAULTS, instanceClass, allocatedStorage, storageType, iops, storageThroughput };
}

function initFrom(source: InstanceInit, id: string): Omit<InstanceInit, 'region' | 'resourceId' | 'created'> {
  const { engineVersion, masterUsername, databaseName, encrypted, kmsKeyId } = source;
  return { id, engineVersion, masterUsername, databaseName, encrypted, kmsKeyId, replicaOf: undefined };
}

export function restoreToPointInTime(call: Call): XmlObject {
  const { form } = call;
  const id = checkIdentifier('TargetDBInstanceIdentifier', form.required('TargetDBInstanceIdentifier'));
  const backup = continuousBackup(call);
  const time = restoreTime(call, backup);
  checkKey(call, backup.kmsKeyId);
  const settings = applied(inherited(backup.settings), form);
  const instance = bear(call, { ...initFrom(backup.init, id), kmsKeyId: backup.kmsKeyId }, settings);
  begin(call, instance, backup.store, time);
  return { DBInstance: instanceXml(instance) };
}

/** @throws AwsError when the time is not within what the backup covers */
function restoreTime({ form }: Call, backup: ContinuousBackup): Date | 'latest' {
  const time = form.time('RestoreTime');
  const latest = form.flag('UseLatestRestorableTime') ?? false;
  if (latest && time)
    throw invalidCombination('You cannot specify both a restore time and UseLatestRestorableTime.');
  if (latest) return 'latest';
  if (!time) throw invalidCombination('You must specify either a restore time or UseLatestRestorableTime.');
  const window = backup.store.window();
  if (!window.earliest || !window.latest)
    throw new AwsError('InvalidRestoreFault', 'There is no backup to restore from yet.');
  if (time < window.earliest || time > window.latest) {
    throw invalidValue(
      `The specified restore time ${time.toISOString()} is not valid: the instance can be restored to a time between ${window.earliest.toISOString()} and ${window.latest.toISOString()}.`,
    );
  }
  return time;
}

function checkKey({ rds }: Call, key: string | undefined): void {
  if (key !== undefined && rds.disabledKeys.has(key)) throw keyNotAccessible(key);
}

function begin(
  call: Call,
  instance: Instance,
  store: BackupStore,
  time: Date | 'latest' | 'consistent',
): void {
  instance.isRestore = true;
  const build = async () => {
    await replay(call, instance, store, time);
    if (call.form.flag('ManageMasterUserPassword')) await manageMasterPassword(call, instance);
    await bringUp(call, instance);
    // Until its first checkpoint it needs the WAL of the backup; taking a backup of its own makes one.
    if (instance.settings.backupRetentionPeriod === 0) await instance.primary.query('checkpoint');
  };
  call.rds.later(instance, () => store.during(build));
}

async function replay(
  call: Call,
  instance: Instance,
  store: BackupStore,
  time: Date | 'latest' | 'consistent',
): Promise<void> {
  const backup = time instanceof Date ? store.baseFor(time) : store.bases.at(-1);
  if (!backup) throw new Error('No base backup is old enough for the restore time.');
  const damage = damageOf(backup);
  if (damage !== undefined) throw new Error(`The base backup is truncated: ${damage}.`);
  const target: Target = time instanceof Date ? { time: asPostgresTime(time) } : time;
  const from = { backup, archive: store.archive, segmentBytes: store.segmentBytes };
  try {
    await restore(instance.primary, from, target, archiving(call, instance));
  } catch (error) {
    const gap = gapIn(store.archive, bytesOf(backup.start), store.segmentBytes);
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      gap === undefined ? why : `The archive has a gap: WAL segment number ${gap} is missing. ${why}`,
    );
  }
}

/** Time-zone abbreviations are not loaded yet when PostgreSQL reads this setting, so `Z` would be refused. */
function asPostgresTime(time: Date): string {
  return time.toISOString().replace('T', ' ').replace('Z', '+00');
}

export function restoreFromSnapshot(call: Call): XmlObject {
  const { form, rds, region } = call;
  const id = checkIdentifier('DBInstanceIdentifier', form.required('DBInstanceIdentifier'));
  const name = form.required('DBSnapshotIdentifier').split(':snapshot:').at(-1) ?? '';
  const snapshot = rds.snapshots.get(keyOf(region, name));
  if (!snapshot) throw snapshotNotFound(name);
  if (snapshot.status !== 'available') throw snapshotNotReady(name);
  checkKey(call, snapshot.of.kmsKeyId);
  const settings = applied(inherited(snapshot.settings), form);
  const instance = bear(call, initFrom(snapshot.of, id), settings);
  begin(call, instance, snapshot.store, 'consistent');
  return { DBInstance: instanceXml(instance) };
}
