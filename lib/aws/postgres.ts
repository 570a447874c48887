import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import pg from 'pg';
import type { DatabasePlace, KnownPlace } from '../promises/databases/place.ts';

/** Something that runs SQL on one connection. */
export interface Sql {
  query(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

/** No database has been put in place (yet), as in a recovery region before its restore. */
export class NoDatabaseError extends Error {
  override readonly name = 'NoDatabaseError';
}

/** PostgreSQL refuses the password. */
const WRONG_PASSWORD = '28P01';

/** One connection per place, kept between invocations; a broken or outdated one is replaced. */
export class Connections {
  private readonly open = new Map<string, pg.Client>();

  async use<T>(place: DatabasePlace, work: (sql: Sql) => Promise<T>): Promise<T> {
    const key = JSON.stringify(place);
    const client = this.open.get(key) ?? (await this.connect(key, place));
    return work({ query: (text, values) => client.query(text, values ? [...values] : undefined) });
  }

  private async connect(key: string, place: DatabasePlace): Promise<pg.Client> {
    const known = 'restored' in place ? await placeIn(place.restored) : place;
    const client = await connectOnce(known).catch(async error => {
      if (!isOutdated(error)) throw error;
      return connectOnce(await movedPlace(known));
    });
    const forget = () => void this.open.delete(key);
    client.on('error', forget).on('end', forget);
    this.open.set(key, client);
    return client;
  }
}

/** The password was rotated since it was read, or it is that of a database which a recovered one has replaced. */
function isOutdated(error: unknown): boolean {
  if (error instanceof ResourceNotFoundException) return true;
  return error instanceof pg.DatabaseError && error.code === WRONG_PASSWORD;
}

/** Where a recovery has put the database; the same place when there was none. */
async function movedPlace(place: KnownPlace): Promise<KnownPlace> {
  if (place.movedTo === undefined) return place;
  return placeIn(place.movedTo).catch(error => {
    if (error instanceof NoDatabaseError) return place;
    throw error;
  });
}

async function connectOnce(place: KnownPlace): Promise<pg.Client> {
  const { user, password } = await credentials(place.secret);
  const client = new pg.Client({
    host: place.host,
    port: place.port,
    database: place.name,
    user,
    password,
    // The certificate is verified: NODE_EXTRA_CA_CERTS names the bundle in the runtime that holds RDS's authorities.
    ssl: { rejectUnauthorized: true },
    connectionTimeoutMillis: 3_000,
    query_timeout: 5_000,
    keepAlive: true,
  });
  await client.connect();
  return client;
}

const secrets = new SecretsManagerClient({});

async function credentials(SecretId: string): Promise<{ user: string; password: string }> {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  const secret: { username?: string; password?: string } = JSON.parse(SecretString ?? '{}');
  if (!secret.username || !secret.password)
    throw new Error('the database secret has no username and password');
  return { user: secret.username, password: secret.password };
}

async function placeIn(SecretId: string): Promise<KnownPlace> {
  try {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    const place: KnownPlace = JSON.parse(SecretString ?? '{}');
    return place;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new NoDatabaseError(`no database has been restored to ${SecretId}`);
  }
}
