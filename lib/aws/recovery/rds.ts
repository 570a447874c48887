import {
  type DBInstance,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  ModifyDBInstanceCommand,
  RDSClient,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import { parametersFor } from '../../promises/recovery/parameters.ts';
import { sdkClusters } from './clusters.ts';
import { eitherRds } from './either.ts';
import { hasCode, isRefusal } from './errors.ts';
import { instanceBackups } from './find-backups.ts';
import { settingsOf } from './instance-settings.ts';
import { type DatabaseInstance, type Rds, RefusedError, type RestoreOrder } from './ports.ts';

/**
 * RDS by the SDK; the endpoint is the SDK's to choose (`AWS_ENDPOINT_URL_RDS`). Clusters are asked for where the
 * setting `CLUSTERS` says that there are some.
 */
export function sdkRds(client: RDSClient = new RDSClient({})): Rds {
  const instances = sdkInstances(client);
  return process.env.CLUSTERS === 'true' ? eitherRds(instances, sdkClusters(client)) : instances;
}

/** Instances by the SDK. */
export function sdkInstances(client: RDSClient): Rds {
  return {
    find: id => find(client, id),
    backups: (source, only) => instanceBackups(client, source, only),
    restore: order => restore(client, order),
    set: (DBInstanceIdentifier, settings) =>
      modify(client, { ...parametersFor(settings, 'instance', 'later'), DBInstanceIdentifier }),
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

async function restore(client: RDSClient, order: RestoreOrder): Promise<'begun' | 'exists'> {
  try {
    await send(client, order);
    return 'begun';
  } catch (error) {
    if (hasCode(error, 'DBInstanceAlreadyExists')) return 'exists';
    if (isRefusal(error)) throw new RefusedError(`${error.name}: ${error.message}`, { cause: error });
    throw error;
  }
}

async function send(client: RDSClient, order: RestoreOrder): Promise<void> {
  const { source, origin, target, time, settings, tags } = order;
  const common = {
    // The password may have been rotated since the restore point: RDS makes a new one and keeps it itself.
    ManageMasterUserPassword: true,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
  if (origin.kind === 'snapshot') {
    const command = new RestoreDBInstanceFromDBSnapshotCommand({
      ...parametersFor(settings, 'instance', 'snapshot'),
      ...common,
      DBSnapshotIdentifier: origin.arn,
      DBInstanceIdentifier: target,
    });
    await client.send(command);
    return;
  }
  const from =
    origin.arn === undefined
      ? { SourceDBInstanceIdentifier: source }
      : { SourceDBInstanceAutomatedBackupsArn: origin.arn };
  const command = new RestoreDBInstanceToPointInTimeCommand({
    ...parametersFor(settings, 'instance', 'point-in-time'),
    ...common,
    ...from,
    TargetDBInstanceIdentifier: target,
    RestoreTime: time,
  });
  await client.send(command);
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
