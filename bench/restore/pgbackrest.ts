import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Binaries, binariesIn } from '../../lib/local/postgres/binaries.ts';
import { Cluster, SUPERUSER } from '../../lib/local/postgres/cluster.ts';
import { sleep, until } from '../../lib/local/postgres/time.ts';
import { Workspace } from '../../lib/local/postgres/workspace.ts';
import { changeThenLose, checkRows, fill, firstWrite, seconds } from './source.ts';

/** Since which release pgBackRest knows which PostgreSQL (its release notes). */
const KNOWS = [
  { since: 2.57, major: 18 },
  { since: 2.54, major: 17 },
  { since: 2.48, major: 16 },
  { since: 2.41, major: 15 },
];
const OWN_MAJOR = 18;
/** The first whose backup functions are those that Covenant's clusters expect. */
const OLDEST = 15;
const DEBIAN = '/usr/lib/postgresql';

interface Server {
  readonly name: string;
  /** Undefined: the one that npm installed. */
  readonly binaries: Binaries | undefined;
}

/** The newest PostgreSQL here that the installed pgBackRest knows; undefined where there is none. */
export function knownServer(): Server | undefined {
  const release = Number(
    /(\d+\.\d+)/.exec(spawnSync('pgbackrest', ['version']).stdout?.toString() ?? '')?.[1],
  );
  const newest = KNOWS.find(({ since }) => release >= since)?.major ?? 0;
  const named = (major: number) => `pgBackRest ${release} on PostgreSQL ${major}`;
  if (newest >= OWN_MAJOR) return { name: named(OWN_MAJOR), binaries: undefined };
  const [major] = majors().filter(each => each >= OLDEST && each <= newest);
  if (major === undefined) return undefined;
  return { name: named(major), binaries: binariesIn(join(DEBIAN, String(major))) };
}

function majors(): readonly number[] {
  if (!existsSync(DEBIAN)) return [];
  const installed = readdirSync(DEBIAN).filter(name => existsSync(join(DEBIAN, name, 'bin', 'initdb')));
  return installed.map(Number).toSorted((a, b) => b - a);
}

/** pgBackRest with a database of a given size, backed up without compression, which restores quickest. */
export class PgBackRest {
  readonly #workspace: Workspace;
  readonly #config: string;
  readonly #restored: Cluster;
  #time = new Date(0);

  constructor({ binaries }: Server) {
    this.#workspace = new Workspace({ binaries });
    this.#config = join(this.#workspace.root, 'pgbackrest.conf');
    this.#restored = new Cluster(this.#workspace, 'restored');
  }

  async prepare(megabytes: number): Promise<void> {
    const source = new Cluster(this.#workspace, 'source');
    source.init();
    source.configure({
      unix_socket_directories: this.#workspace.folder('socket'),
      archive_mode: 'on',
      archive_timeout: 1,
      archive_command: `pgbackrest --config=${this.#config} --stanza=bench archive-push %p`,
    });
    await (await source.start()).ready();
    this.#configure(source);
    this.#run('stanza-create');
    await fill(source, megabytes);
    this.#run('--type=full', '--process-max=2', 'backup');
    // It knows the end of a backup to the second, and restores none that ends within the second asked for.
    await sleep(1100);
    this.#time = await changeThenLose(source);
    await archivedAll(source);
    await source.stop();
  }

  #configure(source: Cluster): void {
    const folders = ['repo', 'log', 'lock', 'spool'].map(name => {
      const key = name === 'repo' ? 'repo1' : name;
      return `${key}-path=${this.#workspace.folder(name)}`;
    });
    const rest = ['log-level-console=warn', 'compress-type=none', 'start-fast=y', 'repo1-retention-full=2'];
    const place = [`pg1-path=${source.data}`, `pg1-port=${source.port}`, `pg1-user=${SUPERUSER}`];
    const socket = `pg1-socket-path=${this.#workspace.folder('socket')}`;
    const lines = ['[global]', ...folders, ...rest, '[bench]', ...place, 'pg1-database=postgres', socket, ''];
    this.#workspace.write(this.#config, lines.join('\n'));
  }

  #run(...words: readonly string[]): void {
    const { account, root, password } = this.#workspace;
    const env = { PATH: process.env.PATH ?? '', HOME: root, PGPASSWORD: password, TZ: 'UTC' };
    const all = [`--config=${this.#config}`, '--stanza=bench', ...words];
    const run = spawnSync('pgbackrest', all, { ...account, cwd: root, env, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`pgbackrest ${words.join(' ')}: ${run.stdout}${run.stderr}`);
  }

  /** A restore to the moment before into an empty folder, up to the first write. */
  async full(): Promise<number> {
    rmSync(this.#restored.data, { recursive: true, force: true });
    return this.#restore();
  }

  /** The same over the files of an earlier restore, of which only what differs is copied. */
  delta(): Promise<number> {
    return this.#restore('--delta');
  }

  async #restore(...flags: readonly string[]): Promise<number> {
    const restored = this.#restored;
    const target = `--target=${this.#time.toISOString().replace('T', ' ').replace('Z', '+00')}`;
    const to = [`--pg1-path=${restored.data}`, '--type=time', target, '--target-action=promote'];
    if (flags.length === 0) this.#workspace.folder('clusters', 'restored');
    const taken = await seconds(async () => {
      this.#run(...flags, '--process-max=2', ...to, 'restore');
      restored.configure({ archive_mode: 'off' });
      await (await restored.start()).ready();
      await restored.writable();
      await firstWrite(restored);
    });
    await checkRows(restored);
    await restored.stop();
    return taken;
  }

  close(): void {
    this.#workspace.close();
  }
}

async function archivedAll(source: Cluster): Promise<void> {
  const [ended] = await source.query<{ name: string }>('select pg_walfile_name(pg_switch_wal()) as name');
  const reached = async () => {
    const [last] = await source.query<{ name: string | null }>(
      'select last_archived_wal as name from pg_stat_archiver',
    );
    return (last?.name ?? '') >= (ended?.name ?? '') || undefined;
  };
  await until('archiving by pgBackRest', reached, { seconds: 300, every: 50 });
}
