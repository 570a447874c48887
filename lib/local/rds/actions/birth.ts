import { randomBytes } from 'node:crypto';
import { escapeIdentifier, escapeLiteral } from 'pg';
import type { DatabaseSettings } from '../../../promises/recovery/settings.ts';
import { archiveSettings } from '../../postgres/archive.ts';
import type { Settings } from '../../postgres/settings.ts';
import { instanceExists } from '../aws-error.ts';
import { Instance, type InstanceInit } from '../instance.ts';
import { keyOf, newResourceId } from '../local-rds.ts';
import type { Call } from './call.ts';

export const ENGINE_VERSION = '18.4';

/** Takes the name for a new instance, in state `creating`. @throws AwsError DBInstanceAlreadyExists */
export function bear(
  { rds, region, form }: Call,
  init: Omit<InstanceInit, 'region' | 'resourceId' | 'created'>,
  settings: DatabaseSettings,
): Instance {
  if (rds.instances.has(keyOf(region, init.id))) throw instanceExists();
  const resourceId = newResourceId();
  const whole = { ...init, region, resourceId, created: new Date() };
  const instance = new Instance(rds.workspace, whole, settings, form.tags(), rds.newStore(resourceId));
  rds.add(instance);
  return instance;
}

export function archiving({ rds }: Call, instance: Instance): Settings {
  return archiveSettings(instance.backups.archive, rds.archiveEvery);
}

/** From a running primary to `available`: open the endpoint, add the standby, take the first backup. */
export async function bringUp(call: Call, instance: Instance): Promise<void> {
  await instance.open();
  if (instance.settings.multiAz) await instance.addStandby();
  if (instance.settings.backupRetentionPeriod > 0) {
    instance.status = 'backing-up';
    await instance.backups.takeBase(instance.primary);
  }
  call.rds.attend(instance);
  instance.status = 'available';
}

/** Makes the master user, or gives it another password. It is no superuser, as in RDS. */
export async function setMasterPassword(instance: Instance, password: string): Promise<void> {
  const name = escapeIdentifier(instance.init.masterUsername);
  const known = await instance.primary.query('select 1 from pg_roles where rolname = $1', [
    instance.init.masterUsername,
  ]);
  const verb = known.length > 0 ? 'alter' : 'create';
  await instance.primary.query(
    `${verb} role ${name} login createdb createrole password ${escapeLiteral(password)}`,
  );
  if (verb === 'create') await instance.primary.query(`grant pg_monitor to ${name}`);
}

/** Lets RDS keep the master password: a new one, readable through Secrets Manager alone. */
export async function manageMasterPassword({ rds }: Call, instance: Instance): Promise<void> {
  const password = randomBytes(18).toString('base64url');
  await setMasterPassword(instance, password);
  const { masterUsername: username, region, resourceId } = instance.init;
  instance.secretArn = rds.secrets.create(region, `rds!${resourceId.toLowerCase()}`, { username, password });
}
