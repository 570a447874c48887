import { existsSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { type Choice, type CopiedFile, copyFolder } from './copy.ts';

/** A copy of a running cluster's files, consistent once the WAL from `start` to `stop` has been replayed. */
export interface BaseBackup {
  readonly folder: string;
  /** WAL positions such as `0/2000028`. */
  readonly start: string;
  readonly stop: string;
  /** When it was complete: nothing before this can be restored from it. */
  readonly at: Date;
  readonly timeline: number;
  /** Every file and its size, against which a restore checks the copy. */
  readonly files: readonly CopiedFile[];
}

const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const LEFT_OUT = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'backup_label',
  'tablespace_map',
  'standby.signal',
  'recovery.signal',
]);

/** What PostgreSQL's documentation ("Backing Up the Data Directory") says to leave out. */
function choose(path: string, isFolder: boolean): Choice {
  if (isFolder) return EMPTIED.has(path) ? 'empty' : 'copy';
  const name = basename(path);
  const transient =
    name.startsWith('pgsql_tmp') || name === 'pg_internal.init' || /^\d+_(init)?x$/.test(name);
  return LEFT_OUT.has(path) || transient ? 'skip' : 'copy';
}

interface Stopped {
  readonly lsn: string;
  readonly labelfile: string;
  readonly timeline: number;
  readonly at: Date;
}

/**
 * Takes a base backup by the low-level API. It can be restored once the WAL up to `stop` is archived (see
 * `archived`); a standby gets that WAL by streaming instead.
 */
export async function takeBaseBackup(cluster: Cluster, folder: string): Promise<BaseBackup> {
  const client = await cluster.connect();
  try {
    const begun = await client.query<{ lsn: string }>(
      "select pg_backup_start('covenant', true)::text as lsn",
    );
    const owner = cluster.workspace.account;
    const files = await copyFolder(cluster.data, folder, { choose, owner, mayVanish: true });
    const ended = await client.query<Stopped>(STOP);
    const [start, stop] = [begun.rows[0]?.lsn, ended.rows[0]];
    if (start === undefined || stop === undefined) throw new Error('the base backup has no position');
    await finish(cluster, folder, stop.labelfile);
    return { folder, start, stop: stop.lsn, at: stop.at, timeline: stop.timeline, files };
  } finally {
    await client.end();
  }
}

const STOP = `select lsn::text as lsn, labelfile, clock_timestamp() as at,
  (select timeline_id from pg_control_checkpoint()) as timeline from pg_backup_stop(false)`;

async function finish(cluster: Cluster, folder: string, label: string): Promise<void> {
  const file = join(folder, 'backup_label');
  writeFileSync(file, label, { mode: 0o600 });
  cluster.workspace.own(file);
  for (const name of ['archive_status', 'summaries']) {
    await mkdir(join(folder, 'pg_wal', name), { recursive: true, mode: 0o700 });
    cluster.workspace.own(join(folder, 'pg_wal', name));
  }
}

/** The first file that is not as large as it was when it was copied, in words; undefined when all are. */
export function damageOf(backup: BaseBackup): string | undefined {
  for (const { path, bytes } of backup.files) {
    const file = join(backup.folder, path);
    const now = existsSync(file) ? statSync(file).size : 0;
    if (now !== bytes) return `${path} has ${now} bytes of ${bytes}`;
  }
  return undefined;
}
