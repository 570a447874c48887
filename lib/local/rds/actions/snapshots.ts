import { snapshotExists, snapshotNotFound, wrongState } from '../aws-error.ts';
import { snapshotXml } from '../describe.ts';
import type { Instance } from '../instance.ts';
import { keyOf } from '../local-rds.ts';
import type { Snapshot } from '../snapshot.ts';
import type { XmlObject } from '../xml.ts';
import type { Call } from './call.ts';
import { checkIdentifier } from './identifier.ts';

export function createSnapshot(call: Call): XmlObject {
  const { rds, region, form } = call;
  const name = form.required('DBSnapshotIdentifier');
  const instance = rds.instance(region, form.required('DBInstanceIdentifier'));
  if (instance.status !== 'available') {
    throw wrongState(
      `Cannot create a snapshot because the database instance ${instance.id} is not currently in the available state.`,
    );
  }
  return { DBSnapshot: snapshotXml(takeSnapshot(call, instance, name)) };
}

/** Starts a snapshot; it is `available` once its base backup is complete. */
export function takeSnapshot({ rds, region, form }: Call, instance: Instance, name: string): Snapshot {
  const id = checkIdentifier('DBSnapshotIdentifier', name);
  if (rds.snapshots.has(keyOf(region, id))) throw snapshotExists(id);
  const tags = instance.settings.copyTagsToSnapshot ? [...instance.tags, ...form.tags()] : form.tags();
  const store = rds.newStore(`snapshot-${instance.init.resourceId}-${id}`);
  const { settings, init } = instance;
  const of = { ...init, id: instance.id };
  const snapshot: Snapshot = {
    id,
    region,
    of,
    settings,
    tags,
    created: new Date(),
    store,
    status: 'creating',
  };
  rds.snapshots.set(keyOf(region, id), snapshot);
  rds.later(instance, async () => {
    await instance.backups.takeBase(instance.primary);
    await instance.backups.copyLastTo(store);
    snapshot.status = 'available';
  });
  return snapshot;
}

export function describeSnapshots({ rds, region, form }: Call): XmlObject {
  const name = form.text('DBSnapshotIdentifier')?.split(':snapshot:').at(-1);
  const of = form.text('DBInstanceIdentifier') ?? form.filter('db-instance-id')?.[0];
  // There is no AWS Backup beside this RDS: nothing of that type exists.
  if (form.text('SnapshotType') === 'awsbackup') return { DBSnapshots: { DBSnapshot: [] } };
  const here = [...rds.snapshots.values()].filter(snapshot => snapshot.region === region);
  const shown = here.filter(
    snapshot => (name === undefined || snapshot.id === name) && (of === undefined || snapshot.of.id === of),
  );
  if (name !== undefined && shown.length === 0) throw snapshotNotFound(name);
  return { DBSnapshots: { DBSnapshot: shown.map(snapshotXml) } };
}

export function deleteSnapshot({ rds, region, form }: Call): XmlObject {
  const name = form.required('DBSnapshotIdentifier');
  const snapshot = rds.snapshots.get(keyOf(region, name));
  if (!snapshot) throw snapshotNotFound(name);
  rds.snapshots.delete(keyOf(region, name));
  void snapshot.store.remove();
  return { DBSnapshot: snapshotXml(snapshot) };
}
