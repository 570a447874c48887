import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { KnownPlace } from '../../promises/databases/place.ts';

/** Writes where a database now is; the service reads it when it connects. Writing the same again is harmless. */
export async function writePointer(name: string, place: KnownPlace): Promise<void> {
  const client = new SecretsManagerClient({});
  const SecretString = JSON.stringify(place);
  try {
    await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    const Description = 'Where a restored database is: no password, but the name of the secret that has it';
    await client.send(new CreateSecretCommand({ Name: name, Description, SecretString }));
  }
}
