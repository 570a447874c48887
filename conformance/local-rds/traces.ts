import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PREFIX } from '../../lib/local/postgres/leftovers.ts';
import { isAlive, readPostmasterFile } from '../../lib/local/postgres/processes.ts';

/** Everything that a local environment has made outside of its own process. */
export interface Traces {
  readonly folders: readonly string[];
  readonly processes: readonly number[];
  readonly ports: readonly number[];
  readonly segments: readonly number[];
}

/** What the environment of a process has made. */
export function tracesOf(pid: number): Traces {
  const folders = readdirSync(tmpdir())
    .filter(name => name.startsWith(`${PREFIX}${pid}-`))
    .map(name => join(tmpdir(), name));
  const data = folders.flatMap(folder =>
    readdirSync(join(folder, 'clusters')).map(name => join(folder, 'clusters', name)),
  );
  const servers = data.flatMap(folder => readPostmasterFile(folder) ?? []);
  return {
    folders,
    processes: servers.map(server => server.pid),
    ports: data.flatMap(portOf),
    segments: servers.flatMap(server => server.segment ?? []),
  };
}

/** The fourth line of PostgreSQL's own file. */
function portOf(data: string): readonly number[] {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return [];
  const port = Number(readFileSync(file, 'utf8').split('\n')[3]);
  return port > 0 ? [port] : [];
}

/** Which of them are still there, in words. */
export async function stillThere({
  folders,
  processes,
  ports,
  segments,
}: Traces): Promise<readonly string[]> {
  const listed = spawnSync('ipcs', ['-m'], { encoding: 'utf8' }).stdout ?? '';
  const listening = await Promise.all(ports.map(isOpen));
  return [
    ...folders.filter(existsSync).map(folder => `folder ${folder}`),
    ...processes.filter(isAlive).map(pid => `process ${pid}`),
    ...ports.filter((_, at) => listening[at]).map(port => `port ${port}`),
    ...segments.filter(id => new RegExp(`\\s${id}\\s`).test(listed)).map(id => `shared memory segment ${id}`),
  ];
}

function isOpen(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    const answer = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.on('connect', () => answer(true)).on('error', () => answer(false));
  });
}
