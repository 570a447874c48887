import { instanceExists, invalidCombination, wrongState } from '../aws-error.ts';
import { instanceXml } from '../describe.ts';
import type { Instance } from '../instance.ts';
import { applied } from '../settings.ts';
import type { XmlObject } from '../xml.ts';
import { manageMasterPassword, setMasterPassword } from './birth.ts';
import type { Call } from './call.ts';
import { checkIdentifier } from './identifier.ts';
import { takeSnapshot } from './snapshots.ts';

export function named({ rds, region, form }: Call): Instance {
  return rds.instance(region, form.required('DBInstanceIdentifier'));
}

function inState(instance: Instance, ...states: readonly string[]): void {
  if (!states.includes(instance.status)) {
    throw wrongState(
      `Instance ${instance.id} is not in ${states.join(' or ')} state (it is ${instance.status}).`,
    );
  }
}

export function describeInstances({ rds, region, form }: Call): XmlObject {
  const id = form.text('DBInstanceIdentifier');
  const wanted = form.filter('db-instance-id');
  const all =
    id === undefined ? [...rds.instances.values()] : [rds.instance(region, id.split(':db:').at(-1) ?? id)];
  const here = all.filter(instance => instance.init.region === region);
  const shown = wanted ? here.filter(instance => wanted.includes(instance.id)) : here;
  return { DBInstances: { DBInstance: shown.map(instanceXml) } };
}

export function modifyInstance(call: Call): XmlObject {
  const { form, rds } = call;
  const instance = named(call);
  // Protection is kept beside the instance, so that it can be lifted from one that failed.
  const onlyProtection = form.flag('DeletionProtection') !== undefined && instance.status !== 'deleting';
  if (!onlyProtection) inState(instance, 'available', 'backing-up', 'modifying');
  const before = instance.settings;
  const after = applied(before, form);
  const newId = form.text('NewDBInstanceIdentifier');
  const renamed = newId === undefined ? undefined : freeIdentifier(call, newId);
  instance.settings = after;
  const settled = instance.status;
  instance.status = renamed === undefined ? 'modifying' : 'renaming';
  const answer = instanceXml(instance);
  if (instance.primary.ended) return unmodified(instance, settled);
  rds.later(instance, async () => {
    await changePassword(call, instance);
    if (after.multiAz && !before.multiAz) await instance.addStandby();
    if (!after.multiAz && before.multiAz) await instance.dropStandby();
    if (after.backupRetentionPeriod > 0 && instance.backups.bases.length === 0) {
      await instance.backups.takeBase(instance.primary);
    }
    if (renamed !== undefined) rename(call, instance, renamed);
    instance.status = 'available';
  });
  return { DBInstance: answer };
}

/** An instance that failed keeps its state: only what is beside it was changed. */
function unmodified(instance: Instance, status: Instance['status']): XmlObject {
  instance.status = status;
  return { DBInstance: instanceXml(instance) };
}

/** @throws AwsError DBInstanceAlreadyExists */
function freeIdentifier({ rds, region }: Call, name: string): string {
  const id = checkIdentifier('NewDBInstanceIdentifier', name);
  for (const other of rds.instances.values()) {
    if (other.init.region === region && other.id === id) throw instanceExists();
  }
  return id;
}

function rename({ rds }: Call, instance: Instance, id: string): void {
  rds.remove(instance);
  instance.id = id;
  rds.add(instance);
}

async function changePassword(call: Call, instance: Instance): Promise<void> {
  const password = call.form.text('MasterUserPassword');
  if (password !== undefined) await setMasterPassword(instance, password);
  if (call.form.flag('ManageMasterUserPassword')) await manageMasterPassword(call, instance);
}

export function rebootInstance(call: Call): XmlObject {
  const instance = named(call);
  const force = call.form.flag('ForceFailover') ?? false;
  inState(instance, 'available');
  if (force && !instance.settings.multiAz) {
    throw invalidCombination('Cannot specify ForceFailover: the instance is not configured for Multi-AZ.');
  }
  instance.status = 'rebooting';
  call.rds.later(instance, () => (force ? rebootWithFailover(call, instance) : reboot(instance)));
  return { DBInstance: instanceXml(instance) };
}

async function rebootWithFailover({ rds }: Call, instance: Instance): Promise<void> {
  rds.tell(instance, 'failover', 'A user-requested failover started.');
  await instance.failOver();
  rds.tell(instance, 'failover', 'Multi-AZ instance failover completed');
  await instance.replaceStandby();
  instance.status = 'available';
}

async function reboot(instance: Instance): Promise<void> {
  instance.endpoint.pointAt(undefined);
  await instance.primary.stop();
  await instance.primary.start();
  await instance.primary.ready();
  instance.standby?.link.pointAt(instance.primary.port);
  instance.endpoint.pointAt(instance.primary.port);
  instance.status = 'available';
}

export async function deleteInstance(call: Call): Promise<XmlObject> {
  const { rds, form } = call;
  const instance = named(call);
  if (instance.status === 'deleting') throw wrongState(`Instance ${instance.id} is already being deleted.`);
  if (instance.settings.deletionProtection) {
    throw invalidCombination(
      'Cannot delete protected DB Instance, please disable deletion protection and try again.',
    );
  }
  const skip = form.flag('SkipFinalSnapshot') ?? false;
  const final = form.text('FinalDBSnapshotIdentifier');
  if (!skip && final === undefined) {
    throw invalidCombination('FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.');
  }
  if (final !== undefined && !skip) takeSnapshot(call, instance, final);
  retain(call, instance);
  const before = instance.status;
  instance.status = 'deleting';
  const answer = instanceXml(instance);
  rds.later(instance, async () => {
    await instance.destroy();
    rds.remove(instance);
    if (instance.secretArn !== undefined) rds.secrets.remove(instance.secretArn);
    if (form.flag('DeleteAutomatedBackups') ?? true) await instance.backups.remove();
  });
  // A restore that failed has no work left to wait for; one that runs is interrupted.
  if (before === 'creating') await instance.primary.kill().catch(() => {});
  return { DBInstance: answer };
}

/** Keeps the continuous backup of a deleted instance when the caller asks for it. */
function retain({ rds, form, region }: Call, instance: Instance): void {
  if (form.flag('DeleteAutomatedBackups') ?? true) return;
  const arn = `arn:aws:rds:${region}:000000000000:auto-backup:ab-${instance.init.resourceId.slice(3).toLowerCase()}`;
  const { backups: store, settings, init } = instance;
  const retention = settings.backupRetentionPeriod;
  const { kmsKeyId } = init;
  rds.automatedBackups.set(arn, {
    arn,
    region,
    source: instance,
    store,
    retention,
    kmsKeyId,
    status: 'retained',
  });
}
