import { constants } from 'node:fs';
import { chown, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { BaseBackup } from './base-backup.ts';
import type { Cluster } from './cluster.ts';
import { copyFolder } from './copy.ts';
import { ClusterDiedError } from './errors.ts';
import type { Settings } from './settings.ts';
import { until } from './time.ts';
import { archivedSegments, bytesOf, segmentNumber } from './wal.ts';

/** Up to when: an exact time (the transactions committed at or before it), all there is, or just until consistent. */
export type Target = { readonly time: string } | 'latest' | 'consistent';

export interface RestoreFrom {
  readonly backup: BaseBackup;
  readonly archive: string;
  readonly segmentBytes: number;
}

/**
 * Lays a base backup and its WAL down as the cluster's data, replays up to the target and opens it for writes.
 * @param own settings of the new cluster, such as where it archives to
 * @throws ClusterDiedError when the WAL does not reach the target or cannot be read
 */
export async function restore(
  cluster: Cluster,
  from: RestoreFrom,
  target: Target,
  own: Settings = { archive_mode: 'off' },
): Promise<void> {
  const owner = cluster.workspace.account;
  await copyFolder(from.backup.folder, cluster.data, { owner });
  await copyWal(cluster, from);
  cluster.configure({ ...own, ...RECOVERY, ...targetSettings(target) });
  cluster.signalFile('recovery.signal');
  await cluster.start();
  await openAtTarget(cluster, target);
  cluster.configure({ recovery_target_time: '', recovery_target: '', restore_command: '' });
}

const RECOVERY: Settings = {
  // The segments already lie in pg_wal: reading them there needs no process per segment.
  restore_command: 'exit 1',
  recovery_target_action: 'pause',
  recovery_target_timeline: 'latest',
  // One call syncs the whole file system where Linux allows it, in place of one per file.
  recovery_init_sync_method: process.platform === 'linux' ? 'syncfs' : 'fsync',
  synchronous_standby_names: '',
  primary_conninfo: '',
  primary_slot_name: '',
  log_min_messages: 'log',
};

function targetSettings(target: Target): Settings {
  if (target === 'latest') return {};
  if (target === 'consistent') return { recovery_target: 'immediate' };
  return { recovery_target_time: target.time, recovery_target_inclusive: 'on' };
}

/** Copies the WAL from the backup's start on; it is small beside the data and is written to once recovered. */
async function copyWal(cluster: Cluster, from: RestoreFrom): Promise<void> {
  const first = bytesOf(from.backup.start) / BigInt(from.segmentBytes);
  const owner = cluster.workspace.account;
  const needed = archivedSegments(from.archive).filter(
    name => segmentNumber(name, from.segmentBytes) >= first,
  );
  await Promise.all(
    needed.map(name => copyOne(join(from.archive, name), join(cluster.data, 'pg_wal', name))),
  );
  async function copyOne(source: string, to: string): Promise<void> {
    await copyFile(source, to, constants.COPYFILE_FICLONE);
    if (owner) await chown(to, owner.uid, owner.gid);
  }
}

/**
 * Pausing at the target and promoting there ends recovery by a single record; letting recovery end by itself
 * would first write a checkpoint of all that was replayed.
 */
async function openAtTarget(cluster: Cluster, target: Target): Promise<void> {
  await cluster.ready();
  try {
    if (target !== 'latest') await promoteWhenPaused(cluster);
    await cluster.writable();
  } catch (error) {
    // The connection drops a moment before the server has ended and said why.
    await until(`end of ${cluster.name}`, () => cluster.ended || undefined, { seconds: 5 }).catch(() => {});
    throw new ClusterDiedError(cluster.name, cluster.ended ? cluster.failure() : String(error));
  }
}

async function promoteWhenPaused(cluster: Cluster): Promise<void> {
  const client = await cluster.connect();
  try {
    await until(`replay of ${cluster.name}`, () => isPaused(client), { seconds: 3600 });
    await client.query('select pg_promote(false)');
  } finally {
    await client.end().catch(() => {});
  }
}

async function isPaused(client: Client): Promise<true | undefined> {
  const found = await client.query<{ state: string }>('select pg_get_wal_replay_pause_state() as state');
  return found.rows[0]?.state === 'paused' || undefined;
}
