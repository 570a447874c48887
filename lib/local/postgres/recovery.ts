import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { BaseBackup } from './base-backup.ts';
import type { Cluster } from './cluster.ts';
import { copyWhole } from './copy.ts';
import { ClusterDiedError } from './errors.ts';
import type { Settings } from './settings.ts';
import { until } from './time.ts';
import { archivedSegments, bytesOf, segmentNumber, timelineHistories } from './wal.ts';

/** Up to when: an exact time (the transactions committed at or before it), all there is, or just until consistent. */
export type Target = { readonly time: string } | 'latest' | 'consistent';

export interface RestoreFrom {
  readonly backup: BaseBackup;
  readonly archive: string;
  readonly segmentBytes: number;
}

/**
 * Lays a base backup down as the cluster's data, replays the archive's WAL up to the target and opens it for writes.
 * The archive must stay until the cluster's next checkpoint: its WAL is linked to, not copied.
 * @param own settings of the new cluster, such as where it archives to
 * @throws ClusterDiedError when the WAL does not reach the target or cannot be read
 */
export async function restore(
  cluster: Cluster,
  from: RestoreFrom,
  target: Target,
  own: Settings = { archive_mode: 'off' },
): Promise<void> {
  await copyWhole(from.backup.folder, cluster.data, cluster.workspace.account);
  linkWal(cluster, from);
  cluster.configure({ ...own, ...RECOVERY, ...targetSettings(target) });
  // Unlike recovery.signal it needs no restore_command, of which a shell would be started for every segment.
  cluster.signalFile('standby.signal');
  await cluster.start();
  await openAtTarget(cluster);
  cluster.configure({ recovery_target_time: '', recovery_target: '' });
}

const RECOVERY: Settings = {
  restore_command: '',
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

/**
 * Links to the archived WAL from the backup's start on. PostgreSQL never writes into a segment of the timeline that it
 * leaves, and it recycles no links. `.done` keeps what is archived already from being archived anew.
 */
function linkWal(cluster: Cluster, { archive, backup, segmentBytes }: RestoreFrom): void {
  const first = bytesOf(backup.start) / BigInt(segmentBytes);
  const segments = archivedSegments(archive).filter(name => segmentNumber(name, segmentBytes) >= first);
  const folder = join(cluster.data, 'pg_wal');
  for (const name of [...timelineHistories(archive), ...segments]) {
    symlinkSync(join(archive, name), join(folder, name));
    cluster.workspace.write(join(folder, 'archive_status', `${name}.done`), '');
  }
}

/**
 * Asking for the promotion before the target is reached has two merits: the server does not sleep for a second once
 * it is, and recovery ends by a single record, not by a checkpoint of all that was replayed.
 */
async function openAtTarget(cluster: Cluster): Promise<void> {
  try {
    await cluster.promoted();
  } catch (error) {
    // The connection drops a moment before the server has ended and said why.
    await until(`end of ${cluster.name}`, () => cluster.ended || undefined, { seconds: 5 }).catch(() => {});
    throw new ClusterDiedError(cluster.name, cluster.ended ? cluster.failure() : String(error));
  }
}
