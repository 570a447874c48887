import type { Sql } from './postgres.ts';
import { BadRequestError, NotFoundError } from './replies.ts';

/**
 * One table, and a rule in PostgreSQL itself that a tenant sees only its own rows (AGENT-17). The role has no login
 * and owns nothing, so that neither ownership nor an administrator's rights can step around the rule.
 */
const SCHEMA = [
  `do $$ begin create role covenant_service nologin; exception when duplicate_object then null; end $$`,
  'grant covenant_service to current_user',
  `create table if not exists covenant_records (
    tenant text not null default current_setting('covenant.tenant') check (tenant <> ''),
    id uuid primary key default gen_random_uuid(), body jsonb not null, written_at timestamptz not null default now())`,
  'create index if not exists covenant_records_by_tenant on covenant_records (tenant, written_at desc)',
  'alter table covenant_records enable row level security',
  'alter table covenant_records force row level security',
  `do $$ begin create policy own_rows on covenant_records
    using (tenant = current_setting('covenant.tenant')) with check (tenant = current_setting('covenant.tenant'));
    exception when duplicate_object then null; end $$`,
  'grant select, insert on covenant_records to covenant_service',
];

export interface StoredRecord {
  readonly id: string;
  readonly body: unknown;
  readonly writtenAt: string;
}

/** Makes the table, its rule and its role; can be repeated. One lock, so that two cold starts do not race. */
export async function prepareRecords(sql: Sql): Promise<void> {
  await inTransaction(sql, async () => {
    await sql.query(`select pg_advisory_xact_lock(hashtext('covenant_records'))`);
    for (const statement of SCHEMA) await sql.query(statement);
  });
}

/** Runs work that can see and write only one tenant's rows. */
export async function asTenant<T>(sql: Sql, tenant: string, work: () => Promise<T>): Promise<T> {
  return inTransaction(sql, async () => {
    await sql.query(`select set_config('covenant.tenant', $1, true)`, [tenant]);
    await sql.query('set local role covenant_service');
    return work();
  });
}

export async function writeRecord(sql: Sql, body: unknown): Promise<StoredRecord> {
  const { rows } = await sql.query(
    'insert into covenant_records (body) values ($1) returning id, body, written_at',
    [JSON.stringify(body)],
  );
  return stored(rows[0]);
}

/** @throws NotFoundError when this tenant has no such record, whoever else may. */
export async function readRecord(sql: Sql, id: string): Promise<StoredRecord> {
  const { rows } = await sql.query('select id, body, written_at from covenant_records where id = $1', [id]);
  return stored(rows[0]);
}

/** The newest first. */
export async function listRecords(sql: Sql, limit: number): Promise<readonly StoredRecord[]> {
  const { rows } = await sql.query(
    'select id, body, written_at from covenant_records order by written_at desc limit $1',
    [limit],
  );
  return rows.map(stored);
}

function stored(row: Record<string, unknown> | undefined): StoredRecord {
  if (!row) throw new NotFoundError('there is no such record');
  const written = row.written_at;
  return {
    id: String(row.id),
    body: row.body,
    writtenAt: written instanceof Date ? written.toISOString() : String(written),
  };
}

async function inTransaction<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  await sql.query('begin');
  try {
    const result = await work();
    await sql.query('commit');
    return result;
  } catch (error) {
    await sql.query('rollback');
    throw error;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws BadRequestError when it is not an id. */
export function recordId(text: string): string {
  if (!UUID.test(text)) throw new BadRequestError('a record id is a UUID');
  return text;
}

/** @throws BadRequestError when it is not a JSON object. */
export function recordBody(text: string | null): unknown {
  try {
    const body: unknown = JSON.parse(text ?? '');
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  } catch {
    // Worded below: what the parser says helps nobody who calls an API.
  }
  throw new BadRequestError('a record is a JSON object');
}
