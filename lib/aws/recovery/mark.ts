import type { Client } from 'pg';
import { MARKERS } from '../../promises/recovery/markers.ts';

const [SCHEMA] = MARKERS.table.split('.');

/** Older markers tell nothing that a newer one does not. */
const KEPT = '1 day';

/** What must be there; said again it changes nothing. The writer may do nothing but write markers. */
const PREPARE = [
  'do $$ begin create role covenant_marker nologin; exception when duplicate_object then null; end $$',
  'grant covenant_marker to current_user',
  `create schema if not exists ${SCHEMA}`,
  `create table if not exists ${MARKERS.table} (
    id bigint generated always as identity primary key, ${MARKERS.column} timestamptz not null default clock_timestamp())`,
  `grant usage on schema ${SCHEMA} to covenant_marker`,
  `grant select, insert, delete on ${MARKERS.table} to covenant_marker`,
];

/**
 * Writes one marker and gives its time: by the database's clock just before the write is acknowledged, so that a loss
 * is never shown smaller than it was. The table is made where it is missing.
 */
export async function writeMarker(client: Client): Promise<Date> {
  if (!(await isPrepared(client))) for (const statement of PREPARE) await client.query(statement);
  await client.query('set role covenant_marker');
  const { rows } = await client.query<{ at: Date }>(
    `insert into ${MARKERS.table} default values returning ${MARKERS.column} as at`,
  );
  await client.query(
    `delete from ${MARKERS.table} where ${MARKERS.column} < clock_timestamp() - interval '${KEPT}'`,
  );
  const [row] = rows;
  if (!row) throw new Error('the database acknowledged no marker');
  return row.at;
}

async function isPrepared(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass($1) is not null and exists (select from pg_roles where rolname = 'covenant_marker') as there`,
    [MARKERS.table],
  );
  return rows[0]?.there ?? false;
}
