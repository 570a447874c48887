import type { Client } from 'pg';
import type { Instance } from '../rds/instance.ts';
import { connect } from './source.ts';

/** The little application whose database is drilled: accounts, and a ledger of entries on them. */
const SCHEMA = `
  create table accounts (id int primary key, name text not null unique);
  create table entries (
    id bigint primary key,
    account int not null references accounts (id),
    cents bigint not null,
    note text not null,
    at timestamptz not null default clock_timestamp()
  );
  create index entries_by_account on entries (account, at);
  create table markers (id bigint primary key, at timestamptz not null);`;

const FILL = `
  insert into accounts select g, 'account ' || g from generate_series(1, 200) g;
  insert into entries (id, account, cents, note)
    select -g, 1 + g % 200, (g * 7919) % 100003 - 50000, repeat(md5(g::text), 4) from generate_series(1, $1::int) g`;

export const INDEXES: readonly string[] = ['entries_by_account', 'entries_pkey', 'accounts_pkey'];

/** What the application asks first: what its accounts hold. */
export const APPLICATION_QUERY = `select count(*)::int as accounts,
  (select count(*)::int from entries where id < 0) as opening_entries,
  (select sum(cents)::text from entries where id < 0) as opening_balance from accounts`;

export interface Shop {
  /** What the application query must answer. */
  readonly answer: string;
  readonly accounts: ReadonlyMap<string, string>;
  /** The rows that were there before anyone wrote. */
  readonly opening: ReadonlyMap<string, string>;
}

/** Makes the tables, fills them and remembers what they hold. */
export async function openShop(instance: Instance, secret: string, rows: number): Promise<Shop> {
  const client = await connect(instance, secret);
  try {
    await client.query(SCHEMA);
    const [accounts = '', entries = ''] = FILL.split(';');
    await client.query(accounts);
    await client.query(entries, [rows]);
    const answer = JSON.stringify((await client.query(APPLICATION_QUERY)).rows);
    return { answer, accounts: await rowsOf(client, 'accounts'), opening: await rowsOf(client, 'entries') };
  } finally {
    await client.end();
  }
}

async function rowsOf(client: Client, table: 'accounts' | 'entries'): Promise<ReadonlyMap<string, string>> {
  const found = await client.query<{ key: string; fingerprint: string }>(
    `select id::text as key, md5(t::text) as fingerprint from ${table} t`,
  );
  return new Map(found.rows.map(row => [row.key, row.fingerprint]));
}
