import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { ClusterDiedError } from './errors.ts';
import { failureIn } from './log.ts';
import { freePort } from './ports.ts';
import { isAlive, killServer, readPostmasterFile } from './processes.ts';
import { BASE_SETTINGS, type Settings, settingLines } from './settings.ts';
import { until } from './time.ts';
import type { Workspace } from './workspace.ts';

export interface InitOptions {
  /** The size of a WAL segment, and so of what is archived at a time. @default 16 */
  readonly segmentMegabytes?: number | undefined;
}

/** RDS calls its own superuser so; customers never get its password. */
export const SUPERUSER = 'rdsadmin';

/** One PostgreSQL server and its data folder. */
export class Cluster {
  readonly name: string;
  readonly data: string;
  readonly workspace: Workspace;
  readonly log: string;
  port = 0;
  #process: ChildProcess | undefined;
  #ended = true;

  constructor(workspace: Workspace, name: string) {
    this.workspace = workspace;
    this.name = name;
    this.data = workspace.dataFolder(name);
    this.log = join(workspace.root, `${name}.log`);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Makes an empty database cluster with data checksums and password authentication. */
  init(options: InitOptions = {}): void {
    const password = join(this.workspace.root, `${this.name}.password`);
    this.workspace.write(password, `${this.workspace.password}\n`);
    try {
      this.#initdb(password, options.segmentMegabytes ?? 16);
    } finally {
      rmSync(password, { force: true });
    }
    this.configure(BASE_SETTINGS);
  }

  #initdb(password: string, segment: number): void {
    const flags = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'];
    const place = ['-D', this.data, '-U', SUPERUSER, '--pwfile', password, `--wal-segsize=${segment}`];
    const { initdb } = this.workspace.binaries;
    const run = spawnSync(initdb, [...place, ...flags], { ...this.#how(), encoding: 'utf8' });
    if (run.status !== 0) throw new ClusterDiedError(this.name, run.error?.message ?? run.stderr.trim());
  }

  #how() {
    const { account, root } = this.workspace;
    const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC', HOME: root };
    return { ...account, cwd: root, env };
  }

  configure(settings: Settings): void {
    const file = join(this.data, 'postgresql.auto.conf');
    appendFileSync(file, settingLines(settings), { mode: 0o600 });
    this.workspace.own(file);
  }

  signalFile(name: 'recovery.signal' | 'standby.signal'): void {
    this.workspace.write(join(this.data, name), '');
  }

  /**
   * Starts the server without waiting for it; `ready` waits.
   * A port found free may be taken before the server binds it: then another one is tried.
   */
  async start(extra: Settings = {}): Promise<this> {
    for (let attempt = 1; ; attempt++) {
      await this.#spawn(extra);
      const bound = await this.#bindsItsPort();
      if (bound || attempt === 5) return this;
    }
  }

  async #spawn(extra: Settings): Promise<void> {
    this.port = await freePort();
    const output = openSync(this.log, 'a');
    const flags = Object.entries({ port: this.port, ...extra }).flatMap(([k, v]) => ['-c', `${k}=${v}`]);
    const stdio: StdioOptions = ['ignore', output, output];
    const options = { ...this.#how(), stdio, detached: true };
    const child = spawn(this.workspace.binaries.postgres, ['-D', this.data, ...flags], options);
    closeSync(output);
    this.#process = child;
    this.#ended = false;
    const end = () => {
      if (this.#process === child) this.#ended = true;
    };
    child.on('error', end).on('exit', end);
  }

  async #bindsItsPort(): Promise<boolean> {
    await until(`start of ${this.name}`, () => this.status() !== undefined || this.#ended || undefined);
    return !(this.#ended && /could not bind|could not create any TCP/.test(this.#tail()));
  }

  /** What the server says of itself: `starting`, `ready`, `stopping`; undefined before and after. */
  status(): string | undefined {
    const file = readPostmasterFile(this.data);
    return file && file.pid === this.#process?.pid && file.status !== '' ? file.status : undefined;
  }

  /** Waits until it takes connections, as a standby too. @throws ClusterDiedError with the reason. */
  async ready(seconds = 600): Promise<this> {
    const reached = () => {
      if (this.#ended) throw new ClusterDiedError(this.name, this.failure());
      return this.status() === 'ready' || undefined;
    };
    await until(`${this.name} taking connections`, reached, { seconds });
    return this;
  }

  /** Waits until it is no longer a standby and nothing is left to replay. */
  async writable(seconds = 600): Promise<this> {
    const client = await this.connect();
    try {
      await until(`${this.name} taking writes`, () => isPrimary(client), { seconds });
    } finally {
      await client.end().catch(() => {});
    }
    return this;
  }

  /**
   * Asks for its promotion: it takes writes once it has replayed all there is, or up to its recovery target. This
   * works from the moment it has started, long before it takes connections.
   */
  async promoted(seconds = 3600): Promise<this> {
    if (process.platform === 'win32') return this.#promotedBySql(seconds);
    this.#signalPromotion();
    // A server that had only begun to start may have missed it.
    const again = setInterval(() => this.#signalPromotion(), 1000);
    try {
      await this.ready(seconds);
      return await this.writable(seconds);
    } finally {
      clearInterval(again);
    }
  }

  /** There are no signals on Windows. */
  async #promotedBySql(seconds: number): Promise<this> {
    await this.ready(seconds);
    await this.query('select pg_promote(false)');
    return this.writable(seconds);
  }

  /** What `pg_ctl promote` does. */
  #signalPromotion(): void {
    this.workspace.write(join(this.data, 'promote'), '');
    if (!this.#ended) this.#process?.kill('SIGUSR1');
  }

  /** Why the server ended, from its log. */
  failure(): string {
    return failureIn(this.#tail());
  }

  #tail(): string {
    return existsSync(this.log) ? readFileSync(this.log, 'utf8').slice(-20_000) : '';
  }

  /** Opens a connection as the superuser. The caller ends it. */
  async connect(options: pg.ClientConfig = {}): Promise<pg.Client> {
    const { password } = this.workspace;
    const place = { host: '127.0.0.1', port: this.port, user: SUPERUSER, database: 'postgres', password };
    const client = new pg.Client({ ...place, ...options });
    // A connection that a killed server drops must not end this process.
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  async query<T extends pg.QueryResultRow = Record<string, string>>(
    sql: string,
    values: readonly unknown[] = [],
    options: pg.ClientConfig = {},
  ): Promise<T[]> {
    const client = await this.connect(options);
    try {
      return (await client.query<T>(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends the server in order, dropping its connections. */
  async stop(): Promise<void> {
    if (this.#ended) return;
    this.#process?.kill('SIGINT');
    await until(`end of ${this.name}`, () => this.#ended || undefined);
  }

  /** Ends the server as a loss of the machine would: at once, with all its backends. */
  async kill(): Promise<void> {
    killServer(this.data);
    await until(`death of ${this.name}`, () => this.#ended || undefined);
  }

  get alive(): boolean {
    const pid = this.#process?.pid;
    return !this.#ended && pid !== undefined && isAlive(pid);
  }

  /** Ends the server and removes its data. */
  async destroy(): Promise<void> {
    if (!this.#ended) await this.kill();
    await rm(this.data, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    await rm(this.log, { force: true });
  }
}

async function isPrimary(client: pg.Client): Promise<true | undefined> {
  const found = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
  return found.rows[0]?.standby === false || undefined;
}
