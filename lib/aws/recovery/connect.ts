import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import pg from 'pg';
import type { DatabaseInstance } from './ports.ts';

/** What of a database is needed to connect to it. */
type Connectable = Pick<DatabaseInstance, 'id' | 'address' | 'port' | 'secretArn'>;

/** Connects to a database as its master user, whose new password RDS keeps in Secrets Manager. */
export async function connectTo(
  instance: Connectable,
  database: string,
  withinSeconds: number,
): Promise<pg.Client> {
  const { user, password } = await credentials(instance);
  const client = new pg.Client({
    host: instance.address,
    port: instance.port,
    database,
    user,
    password,
    // Only a database on this machine goes without: nothing that RDS runs sets this.
    ssl: process.env.DATABASE_TLS === 'off' ? false : { rejectUnauthorized: true },
    connectionTimeoutMillis: 5_000,
    statement_timeout: withinSeconds * 1000,
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function credentials(instance: Connectable): Promise<{ user: string; password: string }> {
  const secrets = new SecretsManagerClient({});
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: instance.secretArn }));
  const secret: { username?: string; password?: string } = JSON.parse(SecretString ?? '{}');
  if (!secret.username || !secret.password) throw new Error(`the secret of ${instance.id} has no password`);
  return { user: secret.username, password: secret.password };
}
