import {
  type DBInstance,
  DeleteDBInstanceCommand,
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  ModifyDBInstanceCommand,
  RDSClient,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import type { RestorableWindow } from '../../promises/recovery/point.ts';
import { sdkClusters } from './clusters.ts';
import { eitherRds } from './either.ts';
import { hasCode, isRefusal } from './errors.ts';
import { laterParameters, restoreParameters, settingsOf } from './instance-settings.ts';
import { type DatabaseInstance, type Rds, RefusedError, type RestoreOrder } from './ports.ts';

/**
 * RDS by the SDK; the endpoint is the SDK's to choose (`AWS_ENDPOINT_URL_RDS`). Clusters are asked for where the
 * setting `CLUSTERS` says that there are some.
 */
export function sdkRds(client: RDSClient = new RDSClient({})): Rds {
  const instances = sdkInstances(client);
  return process.env.CLUSTERS === 'true' ? eitherRds(instances, sdkClusters(client)) : instances;
}

function sdkInstances(client: RDSClient): Rds {
  return {
    find: id => find(client, id),
    window: (source, backup) => windowOf(client, source, backup),
    restore: order => restore(client, order),
    set: (DBInstanceIdentifier, settings) =>
      modify(client, { DBInstanceIdentifier, ...laterParameters(settings) }),
    unprotect: DBInstanceIdentifier => modify(client, { DBInstanceIdentifier, DeletionProtection: false }),
    rename: (DBInstanceIdentifier, NewDBInstanceIdentifier) =>
      modify(client, { DBInstanceIdentifier, NewDBInstanceIdentifier }),
    remove: id => remove(client, id),
    failures: id => failures(client, id),
  };
}

async function find(client: RDSClient, id: string): Promise<DatabaseInstance | undefined> {
  try {
    const { DBInstances } = await client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: id }));
    const found = DBInstances?.[0];
    return found && instanceOf(id, found);
  } catch (error) {
    if (hasCode(error, 'DBInstanceNotFound')) return undefined;
    throw error;
  }
}

function instanceOf(id: string, found: DBInstance): DatabaseInstance {
  const tags = (found.TagList ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? ''] as const);
  return {
    id: found.DBInstanceIdentifier ?? id,
    status: found.DBInstanceStatus ?? '',
    address: found.Endpoint?.Address,
    port: found.Endpoint?.Port,
    secretArn: found.MasterUserSecret?.SecretArn,
    settings: settingsOf(found),
    tags: Object.fromEntries(tags),
  };
}

async function windowOf(
  client: RDSClient,
  source: string,
  backup: string | undefined,
): Promise<RestorableWindow | undefined> {
  const which =
    backup === undefined ? { DBInstanceIdentifier: source } : { DBInstanceAutomatedBackupsArn: backup };
  try {
    const answer = await client.send(new DescribeDBInstanceAutomatedBackupsCommand(which));
    const window = answer.DBInstanceAutomatedBackups?.[0]?.RestoreWindow;
    return { earliest: window?.EarliestTime, latest: window?.LatestTime };
  } catch (error) {
    if (hasCode(error, 'DBInstanceAutomatedBackupNotFound')) return undefined;
    throw error;
  }
}

async function restore(client: RDSClient, order: RestoreOrder): Promise<'begun' | 'exists'> {
  const { source, backup, target, time, settings } = order;
  const from =
    backup === undefined
      ? { SourceDBInstanceIdentifier: source }
      : { SourceDBInstanceAutomatedBackupsArn: backup };
  const command = new RestoreDBInstanceToPointInTimeCommand({
    ...from,
    ...restoreParameters(settings),
    TargetDBInstanceIdentifier: target,
    RestoreTime: time,
    // The password may have been rotated since the restore point: RDS makes a new one and keeps it itself.
    ManageMasterUserPassword: true,
    Tags: Object.entries(order.tags).map(([Key, Value]) => ({ Key, Value })),
  });
  try {
    await client.send(command);
    return 'begun';
  } catch (error) {
    if (hasCode(error, 'DBInstanceAlreadyExists')) return 'exists';
    if (isRefusal(error)) throw new RefusedError(`${error.name}: ${error.message}`, { cause: error });
    throw error;
  }
}

type Modification = ConstructorParameters<typeof ModifyDBInstanceCommand>[0];

async function modify(client: RDSClient, change: Modification): Promise<void> {
  await client.send(new ModifyDBInstanceCommand({ ...change, ApplyImmediately: true }));
}

async function remove(client: RDSClient, id: string): Promise<void> {
  const command = new DeleteDBInstanceCommand({
    DBInstanceIdentifier: id,
    SkipFinalSnapshot: true,
    DeleteAutomatedBackups: true,
  });
  try {
    await client.send(command);
  } catch (error) {
    if (!hasCode(error, 'DBInstanceNotFound')) throw error;
  }
}

async function failures(client: RDSClient, id: string): Promise<readonly string[]> {
  const command = new DescribeEventsCommand({
    SourceIdentifier: id,
    SourceType: 'db-instance',
    Duration: 1440,
  });
  const { Events } = await client.send(command);
  return (Events ?? [])
    .filter(event => event.EventCategories?.includes('failure'))
    .flatMap(event => event.Message ?? []);
}
