import { closeSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { archivedSegments, bytesOf, segmentNumber } from '../../postgres/wal.ts';
import { REGION } from '../environment.ts';
import { KEY } from '../source.ts';
import type { Fault, Scene } from './fault.ts';

/** A segment between the base backup and the wanted time: without it the replay cannot get there. */
function neededSegment({ source }: Scene): string {
  const { archive, bases, segmentBytes } = source.backups;
  const stop = bytesOf(bases.at(-1)?.stop ?? '0/0') / BigInt(segmentBytes);
  const later = archivedSegments(archive).filter(name => segmentNumber(name, segmentBytes) > stop);
  const found = later[0];
  if (found === undefined) throw new Error('no segment has been archived since the base backup');
  return join(archive, found);
}

function overwriteStart(file: string): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(512, 0x5a), 0, 512, 0);
  closeSync(handle);
}

function truncateLargest({ source }: Scene): void {
  const base = source.backups.bases.at(-1);
  const largest = [...(base?.files ?? [])].sort((a, b) => b.bytes - a.bytes)[0];
  if (!base || !largest) throw new Error('there is no base backup');
  const file = join(base.folder, largest.path);
  truncateSync(file, Math.floor(statSync(file).size / 2));
}

async function stopArchiving({ source }: Scene): Promise<void> {
  for (const cluster of [source.primary, source.standby?.cluster]) {
    await cluster?.query(`alter system set "basic_archive.archive_directory" = '/nonexistent'`);
    await cluster?.query('select pg_reload_conf()');
  }
}

const HOUR_MS = 3_600_000;

export const BACKUP_FAULTS: readonly Fault[] = [
  {
    name: 'archive-gap',
    says: 'a WAL segment between the base backup and the wanted time is gone from the archive',
    reason: 'archive-gap',
    before: { restore: scene => rmSync(neededSegment(scene)) },
  },
  {
    name: 'corrupt-wal',
    says: 'a WAL segment in the archive was overwritten in part',
    reason: 'wal-corrupt',
    before: { restore: scene => overwriteStart(neededSegment(scene)) },
  },
  {
    name: 'truncated-base',
    says: 'the base backup lost half of its largest file',
    reason: 'base-truncated',
    before: { restore: truncateLargest },
  },
  {
    name: 'wrong-key',
    says: 'the key that the backup is encrypted with was disabled',
    reason: 'key-not-accessible',
    before: { restore: ({ environment }) => void environment.rds.disabledKeys.add(KEY) },
  },
  {
    name: 'archiving-stopped',
    says: 'archiving had stopped before the accident: the wanted time is after the last archived change',
    reason: 'after-last-change',
    prepare: stopArchiving,
    request: request => ({ ...request, pace: { ...request.pace, patience: 3 } }),
  },
  {
    name: 'target-in-future',
    says: 'the wanted time has not come yet',
    reason: 'after-last-change',
    request: request => ({ ...request, to: new Date(Date.now() + HOUR_MS).toISOString() }),
  },
  {
    name: 'target-before-first-backup',
    says: 'the wanted time is an hour before the first backup',
    reason: 'before-first-backup',
    request: request => ({ ...request, to: new Date(Date.now() - HOUR_MS).toISOString() }),
  },
  {
    name: 'backups-off',
    says: 'the continuous backups of the database were switched off',
    reason: 'no-source',
    arm: async ({ environment, source }) => {
      source.settings = { ...source.settings, backupRetentionPeriod: 0 };
      await environment.call('DescribeDBInstances', {}, REGION);
    },
  },
];
