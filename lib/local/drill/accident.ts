import type { Instance } from '../rds/instance.ts';
import type { Shop } from './shop.ts';
import { connect } from './source.ts';
import type { Acknowledged } from './writer.ts';

export interface Accident {
  readonly at: Date;
  /** The last moment before it that a restore can be asked for: the API's times have milliseconds. */
  readonly before: Date;
  readonly deleted: number;
}

/** DELETE without WHERE. */
export async function deleteWithoutWhere(instance: Instance, secret: string): Promise<Accident> {
  const client = await connect(instance, secret);
  try {
    await client.query('begin');
    const { rowCount } = await client.query('delete from entries');
    const found = await client.query<{ xid: string }>('select pg_current_xact_id()::xid::text as xid');
    await client.query('commit');
    const at = await client.query<{ micros: string }>(
      'select (extract(epoch from pg_xact_commit_timestamp($1::xid)) * 1000000)::bigint::text as micros',
      [found.rows[0]?.xid],
    );
    const micros = Number(at.rows[0]?.micros);
    const before = new Date(Math.floor((micros - 1) / 1000));
    return { at: new Date(Math.floor(micros / 1000)), before, deleted: rowCount ?? 0 };
  } finally {
    await client.end();
  }
}

/** The database is given up whole: nothing is wrong in it, and all there is is wanted back. */
export function takenForLost(): Accident {
  const at = new Date();
  return { at, before: at, deleted: 0 };
}

/** The rows that must be there at `time`: those that were acknowledged and committed by then. */
export async function expectedAt(
  instance: Instance,
  secret: string,
  shop: Shop,
  acknowledged: readonly Acknowledged[],
  time: Date,
) {
  const client = await connect(instance, secret);
  try {
    const found = await client.query<{ xid: string }>(
      'select x as xid from unnest($1::text[]) x where pg_xact_commit_timestamp(x::xid) <= $2',
      [acknowledged.map(row => row.xid), time],
    );
    const committed = new Set(found.rows.map(row => row.xid));
    const written = acknowledged.filter(row => committed.has(row.xid));
    const entries = [...shop.opening, ...written.map(row => [String(row.id), row.fingerprint] as const)];
    return {
      tables: [
        { name: 'accounts', key: 'id', rows: Object.fromEntries(shop.accounts) },
        { name: 'entries', key: 'id', rows: Object.fromEntries(entries) },
      ],
    };
  } finally {
    await client.end();
  }
}
