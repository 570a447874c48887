import pg from 'pg';
import { addRows, compareRows, NO_ROWS, type RowCounts } from '../../promises/recovery/rows.ts';
import type { Checks } from '../../promises/recovery/state.ts';
import { connectTo } from './connect.ts';
import { brokenForeignKeys, fingerprints, lostIndexes, newestMarker } from './inspect-queries.ts';
import { readManifest } from './manifest.ts';
import { type DatabaseInstance, type Inspect, type Inspection, InspectionTimeoutError } from './ports.ts';

/** Looks into a restored PostgreSQL; the writer's endpoint only (aws-facts 26). */
export function inspectPostgres(): Inspect {
  return async (instance, checks) => {
    const client = await connectTo(instance, checks.database, checks.withinSeconds);
    try {
      return await inspectWith(client, checks);
    } catch (error) {
      throw told(error, instance, checks);
    } finally {
      await client.end().catch(() => {});
    }
  };
}

async function inspectWith(client: pg.Client, checks: Checks): Promise<Inspection> {
  for (const setting of Object.entries(checks.session ?? {})) {
    await client.query('select set_config($1, $2, false)', setting);
  }
  const answer = await answerOf(client, checks.application.sql);
  const answeredAt = answer === checks.application.answer ? new Date() : undefined;
  return {
    answeredAt,
    answer,
    rows: await inspectRows(client, checks),
    newestMarker: await newestMarker(client, checks),
    lostIndexes: await lostIndexes(client, checks.indexes),
    brokenKeys: await brokenForeignKeys(client),
  };
}

const UNDEFINED_TABLE = '42P01';

/** What the application is answered; that its table is not there is an answer too, and a wrong one. */
async function answerOf(client: pg.Client, sql: string): Promise<string> {
  try {
    return JSON.stringify((await client.query(sql)).rows);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return error.message;
    throw error;
  }
}

async function inspectRows(client: pg.Client, checks: Checks): Promise<RowCounts> {
  if (!checks.manifest) return NO_ROWS;
  let counts = NO_ROWS;
  for (const table of await readManifest(checks.manifest)) {
    const expected = new Map(Object.entries(table.rows));
    counts = addRows(counts, compareRows(expected, await fingerprints(client, table.name, table.key)));
  }
  return counts;
}

const QUERY_CANCELED = '57014';

function told(error: unknown, instance: DatabaseInstance, checks: Checks): unknown {
  if (!(error instanceof pg.DatabaseError) || error.code !== QUERY_CANCELED) return error;
  return new InspectionTimeoutError(`${instance.id} did not answer within ${checks.withinSeconds} s`);
}
