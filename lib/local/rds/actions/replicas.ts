import { Relay } from '../../postgres/relay.ts';
import { makeStandby } from '../../postgres/standby.ts';
import { wrongState } from '../aws-error.ts';
import { instanceXml } from '../describe.ts';
import type { Instance } from '../instance.ts';
import { applied, DEFAULTS } from '../settings.ts';
import type { XmlObject } from '../xml.ts';
import { archiving, bear } from './birth.ts';
import type { Call } from './call.ts';
import { checkIdentifier } from './identifier.ts';

export function createReplica(call: Call): XmlObject {
  const { form, rds, region } = call;
  const id = checkIdentifier('DBInstanceIdentifier', form.required('DBInstanceIdentifier'));
  const source = rds.instance(region, form.required('SourceDBInstanceIdentifier').split(':db:').at(-1) ?? '');
  if (source.status !== 'available') throw wrongState(`Instance ${source.id} is not in available state.`);
  const { engineVersion, masterUsername, databaseName, encrypted, kmsKeyId } = source.init;
  const init = { id, engineVersion, masterUsername, databaseName, encrypted, kmsKeyId, replicaOf: source.id };
  const base = { ...DEFAULTS, backupRetentionPeriod: 0, instanceClass: source.settings.instanceClass };
  const replica = bear(call, init, applied(base, form));
  rds.later(replica, () => stream(call, source, replica));
  return { DBInstance: instanceXml(replica) };
}

async function stream(call: Call, source: Instance, replica: Instance): Promise<void> {
  const link = await new Relay(source.primary.port).listen();
  replica.sourceLink = link;
  const name = `replica_${replica.init.resourceId.slice(3, 13).toLowerCase()}`;
  // Of its own from the start: once promoted, its timeline has no place in its source's archive.
  const archive = archiving(call, replica);
  await makeStandby(source.primary, replica.primary, { name, link, synchronous: false, archive });
  await replica.open();
  replica.status = 'available';
}

export function promoteReplica(call: Call): XmlObject {
  const { rds, region, form } = call;
  const replica = rds.instance(region, form.required('DBInstanceIdentifier'));
  if (replica.replicaOf === undefined) throw wrongState(`DB Instance ${replica.id} is not a read replica.`);
  if (replica.status !== 'available') throw wrongState(`Instance ${replica.id} is not in available state.`);
  replica.status = 'modifying';
  rds.later(replica, () => standAlone(call, replica));
  return { DBInstance: instanceXml(replica) };
}

/** A promoted replica backs itself up from now on. */
async function standAlone({ rds, form }: Call, replica: Instance): Promise<void> {
  await replica.primary.promoted();
  replica.sourceLink?.close();
  replica.replicaOf = undefined;
  replica.settings = applied({ ...replica.settings, backupRetentionPeriod: 1 }, form);
  await replica.backups.takeBase(replica.primary);
  rds.attend(replica);
  replica.status = 'available';
}
