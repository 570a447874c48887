import type { Client } from 'pg';
import type { Cluster } from '../postgres/cluster.ts';
import { sleep } from '../postgres/time.ts';

export interface ProbeOptions {
  /** How often the primary is asked, in milliseconds. */
  readonly every: number;
  /** How soon after a failure it is asked again, in milliseconds. */
  readonly again: number;
  /** How many failures in a row make it dead. */
  readonly failures: number;
}

export const PROBE: ProbeOptions = { every: 50, again: 15, failures: 3 };

/** Asks a primary again and again; ends when it is dead (true) or nobody cares any more (false). */
export async function watchUntilDead(
  primary: Cluster,
  running: () => boolean,
  options: ProbeOptions = PROBE,
): Promise<boolean> {
  let failures = 0;
  let client: Client | undefined;
  while (running()) {
    try {
      client ??= await primary.connect({ connectionTimeoutMillis: 3000, query_timeout: 3000 });
      await client.query('select 1');
      failures = 0;
    } catch {
      client?.end().catch(() => {});
      client = undefined;
      failures += 1;
      if (failures >= options.failures) return true;
    }
    await sleep(failures > 0 ? options.again : options.every);
  }
  await client?.end().catch(() => {});
  return false;
}
