import type { Client } from 'pg';
import { sleep } from '../postgres/time.ts';
import type { Instance } from './instance.ts';

const BEAT_MS = 250;

/**
 * Commits a little on an instance all the time, as RDS's own agent does. Without it the archive of an idle
 * database would have no commit after the last customer's, and no later moment could be restored.
 */
export async function beatWhile(instance: Instance, running: () => boolean): Promise<void> {
  let client: Client | undefined;
  let connectedTo: unknown;
  while (running()) {
    try {
      if (connectedTo !== instance.primary) {
        client?.end().catch(() => {});
        client = undefined;
        client = await instance.primary.connect({ query_timeout: 5000 });
        connectedTo = instance.primary;
      }
      if (client) await beat(instance, client);
    } catch {
      // The server is restarting or has just been replaced: try the next one.
      connectedTo = undefined;
    }
    await sleep(BEAT_MS);
  }
  await client?.end().catch(() => {});
}

async function beat(instance: Instance, client: Client): Promise<void> {
  const found = await client.query<{ at: Date }>(
    "select clock_timestamp() as at, pg_logical_emit_message(true, 'rds', 'heartbeat')",
  );
  const after = await client.query<{ lsn: string }>('select pg_current_wal_insert_lsn()::text as lsn');
  const [at, lsn] = [found.rows[0]?.at, after.rows[0]?.lsn];
  if (at && lsn) instance.backups.beat(at, lsn);
}
