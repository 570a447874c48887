import type { Sql } from './postgres.ts';

const MAKE_TABLE = `create table if not exists covenant_health (
  component text primary key, checked_at timestamptz not null, beat bigint not null)`;
const BEAT = `insert into covenant_health as h (component, checked_at, beat) values ($1, now(), 1)
  on conflict (component) do update set checked_at = now(), beat = h.beat + 1 returning beat`;
/** PostgreSQL: the table does not exist (yet). */
const UNDEFINED_TABLE = '42P01';

/**
 * Whether the database answers, takes a write and gives it back. A database that only reads, as after a failover
 * that did not finish, is not healthy.
 */
export async function databaseIsHealthy(sql: Sql, component: string): Promise<boolean> {
  await sql.query('select 1');
  const written = await beat(sql, component);
  const { rows } = await sql.query('select beat from covenant_health where component = $1', [component]);
  return written !== undefined && rows[0] !== undefined && Number(rows[0].beat) >= Number(written);
}

async function beat(sql: Sql, component: string): Promise<unknown> {
  try {
    return (await sql.query(BEAT, [component])).rows[0]?.beat;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE)) throw error;
    await sql.query(MAKE_TABLE);
    return (await sql.query(BEAT, [component])).rows[0]?.beat;
  }
}
