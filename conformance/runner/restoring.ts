import { RDSClient } from '@aws-sdk/client-rds';
import pg from 'pg';
import { prepareRecords } from '../../lib/aws/records.ts';
import { sdkRds } from '../../lib/aws/recovery/rds.ts';
import { LocalEnvironment, RECOVERY_REGION } from '../../lib/local/drill/environment.ts';
import { secretOf, untilAvailable } from '../../lib/local/drill/source.ts';
import type { Instance } from '../../lib/local/rds/instance.ts';
import { DATABASE_NAME } from '../../lib/promises/databases/names.ts';
import type { KnownPlace } from '../../lib/promises/databases/place.ts';
import { parametersFor } from '../../lib/promises/recovery/parameters.ts';
import type { DatabaseSettings } from '../../lib/promises/recovery/settings.ts';
import { pointFunctions } from './pointing.ts';
import type { Deployment } from './world.ts';

/** A deployed environment whose restore functions call an RDS that has a real PostgreSQL behind it. */
export interface RealDatabase {
  readonly environment: LocalEnvironment;
  readonly identifier: string;
  readonly source: Instance;
  /** How to reach the source. */
  readonly place: KnownPlace;
  readonly close: () => Promise<void>;
}

/**
 * Makes the deployed database once more, with the settings that it has in the stand-in, where there is an engine; and
 * tells the deployed functions where that is. Their code, rights and settings stay as they were deployed.
 */
export async function realDatabase(deployment: Deployment, identifier: string): Promise<RealDatabase> {
  const environment = await LocalEnvironment.open();
  const restoreFunctions: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const restore of restoreFunctions) await restore();
    await environment.close();
  };
  try {
    const source = await createLike(environment, await settingsOf(deployment, identifier), identifier);
    const place = {
      ...{ host: '127.0.0.1', port: source.endpoint.port, name: DATABASE_NAME },
      secret: source.secretArn ?? '',
    };
    restoreFunctions.push(await pointFunctions(deployment, environment.server.url, place));
    return { environment, identifier, source, place, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function settingsOf({ environment }: Deployment, identifier: string): Promise<DatabaseSettings> {
  const found = await sdkRds(new RDSClient({ region: environment.primary.region })).find(identifier);
  if (!found) throw new Error(`${identifier} is not deployed`);
  return found.settings;
}

async function createLike(
  environment: LocalEnvironment,
  settings: DatabaseSettings,
  DBInstanceIdentifier: string,
): Promise<Instance> {
  const stated = {
    ...parametersFor(settings, 'instance', 'point-in-time'),
    ...parametersFor(settings, 'instance', 'later'),
  };
  const form = Object.entries(stated).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((each, at) => [`${name}.member.${at + 1}`, each] as const)
      : [[name, String(value)] as const],
  );
  await environment.call('CreateDBInstance', {
    ...Object.fromEntries(form),
    ...{ DBInstanceIdentifier, Engine: 'postgres', DBName: DATABASE_NAME },
    ...{ MasterUsername: 'covenant', ManageMasterUserPassword: 'true', StorageEncrypted: 'true' },
    KmsKeyId: 'arn:aws:kms:eu-central-1:000000000000:key/database',
  });
  const [instance] = environment.rds.instances.values();
  if (!instance) throw new Error('the local RDS made no instance');
  await untilAvailable(instance);
  return instance;
}

/** Asks a real database, as its master user. */
export async function ask<T extends pg.QueryResultRow>(
  { environment, source, place }: RealDatabase,
  work: (client: pg.Client) => Promise<T[]>,
): Promise<readonly T[]> {
  const secret: { username: string; password: string } = JSON.parse(secretOf(environment, source));
  const { host, port, name: database } = place;
  const client = new pg.Client({ host, port, database, user: secret.username, password: secret.password });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Fills the database as the reference service does. */
export async function writeRecords(database: RealDatabase, count: number): Promise<void> {
  await ask(database, async client => {
    await prepareRecords({ query: (text, values) => client.query(text, values ? [...values] : undefined) });
    await client.query(`select set_config('covenant.tenant', 'by-day', false)`);
    await client.query(
      'insert into covenant_records (body) select jsonb_build_object($2::text, i) from generate_series(1, $1) i',
      [count, 'n'],
    );
    return [];
  });
}

/** Copies the continuous backup to the recovery region, as `AutomaticBackupReplicationRegion` does in AWS. */
export async function replicate({ environment, source }: RealDatabase): Promise<void> {
  const BackupRetentionPeriod = String(source.settings.backupRetentionPeriod);
  const parameters = { SourceDBInstanceArn: source.arn, BackupRetentionPeriod };
  await environment.call('StartDBInstanceAutomatedBackupsReplication', parameters, RECOVERY_REGION);
}
