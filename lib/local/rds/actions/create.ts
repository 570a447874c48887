import { escapeIdentifier } from 'pg';
import { invalidCombination, invalidValue, missingParameter } from '../aws-error.ts';
import { instanceXml } from '../describe.ts';
import type { Instance } from '../instance.ts';
import { applied, DEFAULTS } from '../settings.ts';
import type { XmlObject } from '../xml.ts';
import {
  archiving,
  bear,
  bringUp,
  ENGINE_VERSION,
  manageMasterPassword,
  setMasterPassword,
} from './birth.ts';
import type { Call } from './call.ts';
import { checkIdentifier } from './identifier.ts';

export function createInstance(call: Call): XmlObject {
  const { form, rds } = call;
  const id = checkIdentifier('DBInstanceIdentifier', form.required('DBInstanceIdentifier'));
  form.required('DBInstanceClass');
  const engine = form.required('Engine');
  if (engine !== 'postgres')
    throw invalidValue(`Invalid DB engine: ${engine}; this environment runs postgres`);
  const password = passwordOf(call);
  const init = {
    id,
    engineVersion: ENGINE_VERSION,
    masterUsername: form.required('MasterUsername'),
    databaseName: form.text('DBName'),
    encrypted: form.flag('StorageEncrypted') ?? false,
    kmsKeyId: form.text('KmsKeyId'),
    replicaOf: undefined,
  };
  const instance = bear(call, init, applied(DEFAULTS, form));
  rds.later(instance, () => build(call, instance, password));
  return { DBInstance: instanceXml(instance) };
}

function passwordOf({ form }: Call): string | undefined {
  const password = form.text('MasterUserPassword');
  const managed = form.flag('ManageMasterUserPassword') ?? false;
  if (managed && password !== undefined) {
    throw invalidCombination("You can't specify MasterUserPassword when ManageMasterUserPassword is true.");
  }
  if (!managed && password === undefined) throw missingParameter('MasterUserPassword');
  return password;
}

async function build(call: Call, instance: Instance, password: string | undefined): Promise<void> {
  const { primary } = instance;
  primary.init({ segmentMegabytes: call.rds.segmentMegabytes });
  primary.configure(archiving(call, instance));
  await primary.start();
  await primary.ready();
  if (password === undefined) await manageMasterPassword(call, instance);
  else await setMasterPassword(instance, password);
  const { databaseName, masterUsername } = instance.init;
  if (databaseName !== undefined) {
    const names = [databaseName, masterUsername].map(escapeIdentifier);
    await primary.query(`create database ${names[0]} owner ${names[1]}`);
  }
  await bringUp(call, instance);
}
