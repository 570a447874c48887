import { spawnSync } from 'node:child_process';
import type { Cluster } from '../../lib/local/postgres/cluster.ts';

/** A row of the filler with its header, in bytes. */
const ROW_BYTES = 1090;

/** Fills a database with about this many megabytes. */
export async function fill(cluster: Cluster, megabytes: number): Promise<void> {
  const rows = Math.round((megabytes * 1024 * 1024) / ROW_BYTES);
  await cluster.query(
    `create table filler as select g as id, 0 as v,
       (select string_agg(md5((g * 32 + i)::text), '') from generate_series(1, 32) i) as p
     from generate_series(1, $1::int) g`,
    [rows],
  );
  await cluster.query('create index on filler (id)');
}

/** Changes some of it after the backup, so that there is something to replay; then the accident. */
export async function changeThenLose(cluster: Cluster): Promise<Date> {
  await cluster.query('update filler set v = v + 1 where id <= 4000');
  const [moment] = await cluster.query<{ at: Date }>(
    "select date_trunc('milliseconds', clock_timestamp()) + interval '1 ms' as at",
  );
  await cluster.query('select pg_sleep(0.005)');
  await cluster.query('delete from filler where id <= 8000');
  if (!moment) throw new Error('the database does not tell the time');
  return moment.at;
}

/** Writes once, and sees whether the restore brought back what was lost. @throws Error when it did not */
export async function firstWrite(cluster: Cluster): Promise<void> {
  await cluster.query('create table first_write as select 1 as a');
}

export async function checkRows(cluster: Cluster): Promise<void> {
  const [found] = await cluster.query<{ back: string; changed: string }>(
    'select count(*) filter (where id <= 8000) as back, sum(v) as changed from filler',
  );
  if (found?.back !== '8000' || found.changed !== '4000') {
    throw new Error(`the restore brought back ${JSON.stringify(found)}`);
  }
}

/** Times some work that begins with nothing left to write back. */
export async function seconds(work: () => Promise<void> | void): Promise<number> {
  spawnSync('sync');
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
