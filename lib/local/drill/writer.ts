import type { Client } from 'pg';
import { sleep } from '../postgres/time.ts';
import type { Instance } from '../rds/instance.ts';
import { connect } from './source.ts';

/** A row that the database acknowledged: it may never be lost again. */
export interface Acknowledged {
  readonly id: number;
  readonly fingerprint: string;
  /** Its transaction, by which the commit time is asked for. */
  readonly xid: string;
  /** The port of the server that acknowledged it, which tells the old primary from the new one. */
  readonly server: number;
  /** When the acknowledgement arrived, in milliseconds. */
  readonly at: number;
}

const INSERT = `insert into entries as e (id, account, cents, note) values ($1, $2, $3, $4)
  on conflict (id) do update set note = e.note returning md5(e::text) as fingerprint, xmin::text as xid,
  inet_server_port() as server`;

/**
 * Writes to the database through its endpoint without pause, and remembers every acknowledgement: the truth outside
 * the database. After an error it connects anew and repeats the same row, as a careful application does.
 */
export class Writer {
  readonly acknowledged = new Map<number, Acknowledged>();
  readonly #instance: Instance;
  readonly #secret: string;
  readonly #runs: Promise<void>[];
  #stopped = false;
  #next = 0;

  constructor(instance: Instance, secret: string, writers = 2) {
    this.#instance = instance;
    this.#secret = secret;
    this.#runs = Array.from({ length: writers }, () => this.#run());
  }

  async #run(): Promise<void> {
    let client: Client | undefined;
    let id = 0;
    while (!this.#stopped) {
      try {
        client ??= await connect(this.#instance, this.#secret, LIMITS);
        if (id === 0) id = ++this.#next;
        await this.#write(client, id);
        id = 0;
        await sleep(2);
      } catch {
        client?.end().catch(() => {});
        client = undefined;
        await sleep(10);
      }
    }
    await client?.end().catch(() => {});
  }

  async #write(client: Client, id: number): Promise<void> {
    const values = [id, 1 + (id % 200), ((id * 7919) % 100_003) - 50_000, `entry ${id}`];
    const found = await client.query<{ fingerprint: string; xid: string; server: number }>(INSERT, values);
    const row = found.rows[0];
    if (row) this.acknowledged.set(id, { id, ...row, at: performance.now() });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#runs);
  }
}

/** A connection to a server that a failover replaced is dropped at once; these are for a machine that is busy. */
const LIMITS = { connectionTimeoutMillis: 3000, query_timeout: 3000 };
const MARK_EVERY_MS = 100;

/** Writes a row with the time again and again: the newest that comes back tells how much a restore lost. */
export async function markWhile(instance: Instance, secret: string, running: () => boolean): Promise<void> {
  let client: Client | undefined;
  for (let id = 1; running(); id++) {
    try {
      client ??= await connect(instance, secret, LIMITS);
      await client.query('insert into markers values ($1, clock_timestamp()) on conflict do nothing', [id]);
    } catch {
      client?.end().catch(() => {});
      client = undefined;
    }
    await sleep(MARK_EVERY_MS);
  }
  await client?.end().catch(() => {});
}
