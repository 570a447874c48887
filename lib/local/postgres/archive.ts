import type { Cluster } from './cluster.ts';
import type { Settings } from './settings.ts';
import { until } from './time.ts';
import { archivedUpTo, bytesOf } from './wal.ts';

/**
 * Archives WAL by PostgreSQL's own `basic_archive`: no shell, and a segment appears whole or not at all.
 * @param every seconds after which a segment is archived though it is not full; RDS does so every 5 minutes
 */
export function archiveSettings(folder: string, every: number): Settings {
  return {
    archive_mode: 'on',
    archive_library: 'basic_archive',
    'basic_archive.archive_directory': folder,
    archive_timeout: every,
  };
}

/** Waits until the archive reaches a WAL position. PostgreSQL's own wait looks only once a second. */
export async function archived(
  cluster: Cluster,
  folder: string,
  lsn: string,
  segmentBytes: number,
): Promise<void> {
  await cluster.query('select pg_switch_wal()');
  const reached = () => archivedUpTo(folder, segmentBytes) >= bytesOf(lsn) || undefined;
  await until(`archiving up to ${lsn}`, reached, { every: 10 });
}
