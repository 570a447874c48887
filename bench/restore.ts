import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LocalEnvironment } from '../lib/local/drill/environment.ts';
import { failOverUnderWrites } from '../lib/local/drill/failover.ts';
import { openShop } from '../lib/local/drill/shop.ts';
import { createSource, secretOf } from '../lib/local/drill/source.ts';
import { archived, archiveSettings } from '../lib/local/postgres/archive.ts';
import { type BaseBackup, takeBaseBackup } from '../lib/local/postgres/base-backup.ts';
import { Cluster } from '../lib/local/postgres/cluster.ts';
import { restore } from '../lib/local/postgres/recovery.ts';
import { Workspace } from '../lib/local/postgres/workspace.ts';
import type { BenchResult } from './result.ts';

export const name = 'restore';

const SEGMENT_MEGABYTES = 16;
const ROW_BYTES = 1090;
const FAILOVERS = 10;

/** Point-in-time restore beside a plain copy of the same files, and failover under a writer. */
export async function run(): Promise<BenchResult[]> {
  return [await restoreOf(50), await restoreOf(500), ...(await failovers())];
}

async function restoreOf(megabytes: number): Promise<BenchResult> {
  const workspace = new Workspace();
  try {
    const cluster = new Cluster(workspace, 'source');
    const archive = workspace.folder('archive');
    await fill(cluster, archive, megabytes);
    const segmentBytes = SEGMENT_MEGABYTES * 1024 * 1024;
    const backup = await takeBaseBackup(cluster, workspace.folder('base'));
    await cluster.query('update filler set v = v + 1 where id <= 4000');
    const target = await cluster.query<{ now: string }>('select clock_timestamp()::text as now');
    await cluster.query('delete from filler');
    const end = await cluster.query<{ lsn: string }>('select pg_current_wal_insert_lsn()::text as lsn');
    await archived(cluster, archive, end[0]?.lsn ?? '0/0', segmentBytes);
    await cluster.stop();
    const copy = copySeconds(workspace, backup);
    const ours = await restoreSeconds(workspace, { backup, archive, segmentBytes }, target[0]?.now ?? '');
    const name = `point-in-time restore, ${megabytes} MB`;
    return {
      name,
      ours,
      peers: { 'cp -r and sync': copy },
      unit: 's',
      ratio: ours / copy,
      aim: '<= 2 x the copy',
    };
  } finally {
    workspace.close();
  }
}

async function fill(cluster: Cluster, archive: string, megabytes: number): Promise<void> {
  cluster.init({ segmentMegabytes: SEGMENT_MEGABYTES });
  cluster.configure(archiveSettings(archive, 5));
  await (await cluster.start()).ready();
  const rows = Math.round((megabytes * 1024 * 1024) / ROW_BYTES);
  await cluster.query(
    `create table filler as select g as id, 0 as v,
       (select string_agg(md5((g * 32 + i)::text), '') from generate_series(1, 32) i) as p
     from generate_series(1, $1::int) g`,
    [rows],
  );
  await cluster.query('create index on filler (id)');
}

function copySeconds(workspace: Workspace, backup: BaseBackup): number {
  const to = join(workspace.root, 'copy');
  spawnSync('sync');
  const began = performance.now();
  spawnSync('cp', ['-r', backup.folder, to]);
  spawnSync('sync');
  const seconds = (performance.now() - began) / 1000;
  rmSync(to, { recursive: true });
  return seconds;
}

type From = Parameters<typeof restore>[1];

async function restoreSeconds(workspace: Workspace, from: From, time: string): Promise<number> {
  spawnSync('sync');
  const cluster = new Cluster(workspace, 'restored');
  const began = performance.now();
  await restore(cluster, from, { time });
  await cluster.query('create table first_write as select 1 as a');
  const seconds = (performance.now() - began) / 1000;
  const found = await cluster.query<{ n: string }>('select count(*) as n from filler');
  if (Number(found[0]?.n) === 0) throw new Error('the restore is empty');
  await cluster.stop();
  return seconds;
}

async function failovers(): Promise<BenchResult[]> {
  const environment = await LocalEnvironment.open();
  try {
    const source = await createSource(environment, 7);
    const secret = secretOf(environment, source);
    await openShop(source, secret, 5000);
    const seconds: number[] = [];
    let lost = 0;
    for (let round = 0; round < FAILOVERS; round++) {
      const result = await failOverUnderWrites({ environment, source }, secret, null);
      seconds.push(result.measured ?? Number.POSITIVE_INFINITY);
      lost += result.lost;
      await source.work;
    }
    const sorted = seconds.toSorted((a, b) => a - b);
    const middle = ((sorted[4] ?? 0) + (sorted[5] ?? 0)) / 2;
    const none = { peers: {}, ratio: null };
    return [
      { name: `failover, median of ${FAILOVERS}`, ours: middle, unit: 's', aim: '<= 0.5 s', ...none },
      {
        name: `failover, worst of ${FAILOVERS}`,
        ours: sorted.at(-1) ?? 0,
        unit: 's',
        aim: 'no more than the promise',
        ...none,
      },
      {
        name: `acknowledged rows lost in ${FAILOVERS} failovers`,
        ours: lost,
        unit: 'rows',
        aim: '0',
        ...none,
      },
    ];
  } finally {
    await environment.close();
  }
}
