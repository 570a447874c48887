import {
  type DBCluster,
  DeleteDBClusterCommand,
  DescribeDBClustersCommand,
  DescribeEventsCommand,
  ModifyDBClusterCommand,
  type RDSClient,
  RestoreDBClusterFromSnapshotCommand,
  RestoreDBClusterToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import { parametersFor } from '../../promises/recovery/parameters.ts';
import type { Backups } from '../../promises/recovery/point.ts';
import { clusterSettingsOf } from './cluster-settings.ts';
import { hasCode, isRefusal } from './errors.ts';
import { clusterSnapshots } from './find-backups.ts';
import { type DatabaseInstance, type Rds, RefusedError, type RestoreOrder } from './ports.ts';

/** Multi-AZ clusters by the SDK: they are restored, changed and removed by calls of their own. */
export function sdkClusters(client: RDSClient): Rds {
  return {
    find: async id => databaseOf(await describe(client, id)),
    backups: (source, only) => backupsOf(client, source, only),
    restore: order => restore(client, order),
    set: (DBClusterIdentifier, settings) =>
      modify(client, {
        ...parametersFor(settings, 'cluster', 'later'),
        DBClusterIdentifier,
        // The restore calls of clusters cannot ask for it.
        ManageMasterUserPassword: true,
      }),
    unprotect: DBClusterIdentifier => modify(client, { DBClusterIdentifier, DeletionProtection: false }),
    rename: (DBClusterIdentifier, NewDBClusterIdentifier) =>
      modify(client, { DBClusterIdentifier, NewDBClusterIdentifier }),
    remove: id => remove(client, id),
    failures: id => failures(client, id),
  };
}

async function describe(client: RDSClient, id: string): Promise<DBCluster | undefined> {
  try {
    const answer = await client.send(new DescribeDBClustersCommand({ DBClusterIdentifier: id }));
    return answer.DBClusters?.[0];
  } catch (error) {
    if (hasCode(error, 'DBClusterNotFound')) return undefined;
    throw error;
  }
}

function databaseOf(found: DBCluster | undefined): DatabaseInstance | undefined {
  if (!found) return undefined;
  const tags = (found.TagList ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? ''] as const);
  return {
    id: found.DBClusterIdentifier ?? '',
    status: found.Status ?? '',
    // The writer: readers may show states that never were (aws-facts 26).
    address: found.Endpoint,
    port: found.Port,
    secretArn: found.MasterUserSecret?.SecretArn,
    settings: clusterSettingsOf(found),
    tags: Object.fromEntries(tags),
  };
}

/** Clusters replicate no automated backups (aws-facts 7): the continuous one is always the source's own. */
async function backupsOf(client: RDSClient, source: string, only: string | undefined): Promise<Backups> {
  const found = only === undefined ? await describe(client, source) : undefined;
  const continuous = found && {
    earliest: found.EarliestRestorableTime,
    latest: found.LatestRestorableTime,
  };
  return { continuous, snapshots: await clusterSnapshots(client, source, only) };
}

async function restore(client: RDSClient, order: RestoreOrder): Promise<'begun' | 'exists'> {
  try {
    await send(client, order);
    return 'begun';
  } catch (error) {
    if (hasCode(error, 'DBClusterAlreadyExists')) return 'exists';
    if (isRefusal(error)) throw new RefusedError(`${error.name}: ${error.message}`, { cause: error });
    throw error;
  }
}

async function send(client: RDSClient, order: RestoreOrder): Promise<void> {
  const { source, origin, target, time, settings, tags } = order;
  const common = {
    DBClusterIdentifier: target,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
  if (origin.kind === 'snapshot') {
    const command = new RestoreDBClusterFromSnapshotCommand({
      ...parametersFor(settings, 'cluster', 'snapshot'),
      ...common,
      SnapshotIdentifier: origin.arn,
      Engine: 'postgres',
    });
    await client.send(command);
    return;
  }
  const command = new RestoreDBClusterToPointInTimeCommand({
    ...parametersFor(settings, 'cluster', 'point-in-time'),
    ...common,
    SourceDBClusterIdentifier: source,
    RestoreToTime: time,
  });
  await client.send(command);
}

type Modification = ConstructorParameters<typeof ModifyDBClusterCommand>[0];

async function modify(client: RDSClient, change: Modification): Promise<void> {
  await client.send(new ModifyDBClusterCommand({ ...change, ApplyImmediately: true }));
}

async function remove(client: RDSClient, DBClusterIdentifier: string): Promise<void> {
  const command = new DeleteDBClusterCommand({
    DBClusterIdentifier,
    SkipFinalSnapshot: true,
    DeleteAutomatedBackups: true,
  });
  try {
    await client.send(command);
  } catch (error) {
    if (!hasCode(error, 'DBClusterNotFound')) throw error;
  }
}

async function failures(client: RDSClient, SourceIdentifier: string): Promise<readonly string[]> {
  const command = new DescribeEventsCommand({ SourceIdentifier, SourceType: 'db-cluster', Duration: 1440 });
  const { Events } = await client.send(command);
  return (Events ?? [])
    .filter(event => event.EventCategories?.includes('failure'))
    .flatMap(event => event.Message ?? []);
}
