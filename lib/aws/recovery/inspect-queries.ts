import { type Client, escapeIdentifier } from 'pg';
import type { Rows } from '../../promises/recovery/rows.ts';
import type { Checks } from '../../promises/recovery/state.ts';

/** A table's name, with or without its schema, quoted. */
function quoted(name: string): string {
  return name.split('.').map(escapeIdentifier).join('.');
}

/** A fingerprint of each row by its key. */
export async function fingerprints(client: Client, table: string, key: string): Promise<Rows> {
  const found = await client.query<{ key: string; fingerprint: string }>(
    `select t.${escapeIdentifier(key)}::text as key, md5(t::text) as fingerprint from ${quoted(table)} t`,
  );
  return new Map(found.rows.map(row => [row.key, row.fingerprint]));
}

export async function newestMarker(client: Client, checks: Checks): Promise<Date | undefined> {
  if (!checks.markers) return undefined;
  const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    quoted(checks.markers.table),
  ]);
  // A restore point before the first marker: nothing is known of what was lost, which the report says.
  if (!rows[0]?.there) return undefined;
  const column = escapeIdentifier(checks.markers.column);
  const found = await client.query<{ newest: Date | null }>(
    `select max(${column}) as newest from ${quoted(checks.markers.table)}`,
  );
  return found.rows[0]?.newest ?? undefined;
}

export async function lostIndexes(client: Client, wanted: readonly string[]): Promise<readonly string[]> {
  const found = await client.query<{ name: string }>(
    `select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid where i.indisvalid and i.indisready`,
  );
  const present = new Set(found.rows.map(row => row.name));
  return wanted.filter(name => !present.has(name));
}

interface ForeignKey {
  readonly name: string;
  readonly child: string;
  readonly parent: string;
  readonly on: readonly (readonly [string, string])[];
}

/** Every foreign key is looked up anew: rows that a damaged restore lost leave no trace in the constraint itself. */
export async function brokenForeignKeys(client: Client): Promise<readonly string[]> {
  const keys = await client.query<ForeignKey>(FOREIGN_KEYS);
  const broken: string[] = [];
  for (const key of keys.rows) {
    const found = await client.query(orphans(key));
    if (found.rows.length > 0) broken.push(key.name);
  }
  return broken;
}

function orphans({ child, parent, on }: ForeignKey): string {
  const pairs = on.map(([a, b]) => [escapeIdentifier(a), escapeIdentifier(b)] as const);
  const present = pairs.map(([a]) => `c.${a} is not null`).join(' and ');
  const same = pairs.map(([a, b]) => `p.${b} = c.${a}`).join(' and ');
  return `select 1 from ${child} c where ${present} and not exists (select 1 from ${parent} p where ${same}) limit 1`;
}

const FOREIGN_KEYS = `
  select k.conname as name, k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent,
    (select json_agg(json_build_array(a.attname, b.attname))
       from unnest(k.conkey, k.confkey) as pair(x, y)
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.x
       join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.y) as "on"
  from pg_constraint k where k.contype = 'f'`;
