import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedBinaries } from '../../lib/local/postgres/binaries.ts';
import { isAlive, readPostmasterFile } from '../../lib/local/postgres/processes.ts';
import { sleep } from '../../lib/local/postgres/time.ts';
import { Workspace } from '../../lib/local/postgres/workspace.ts';
import { ROOT } from '../../lib/root.ts';

const CHILD = `
  import { Cluster } from '${ROOT}/lib/local/postgres/cluster.ts';
  import { Workspace } from '${ROOT}/lib/local/postgres/workspace.ts';
  const workspace = new Workspace({ parent: process.argv[1] });
  const cluster = new Cluster(workspace, 'only');
  cluster.init();
  await cluster.start();
  await cluster.ready();
  process.stdout.write(cluster.data);
  setInterval(() => {}, 1000);`;

let parent: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'covenant-test-'));
  spawnSync('chmod', ['755', parent]);
});

afterEach(() => rmSync(parent, { recursive: true, force: true }));

async function startChild() {
  const node = join(ROOT, 'node_modules', 'node', 'bin', 'node');
  const child = spawn(node, ['--input-type=module', '-e', CHILD, parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [data] = await once(child.stdout, 'data');
  const server = readPostmasterFile(String(data));
  if (!server) throw new Error('the server did not start');
  return { child, server };
}

function segmentExists(id: number | undefined): boolean {
  const listed = spawnSync('ipcs', ['-m'], { encoding: 'utf8' }).stdout;
  return new RegExp(`\\b${id}\\b`).test(listed);
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s leaves no process, no segment and no folder', async signal => {
  const { child, server } = await startChild();
  child.kill(signal);
  await once(child, 'exit');
  await sleep(100);
  expect(isAlive(server.pid)).toBe(false);
  expect(segmentExists(server.segment)).toBe(false);
  expect(readdirSync(parent)).toEqual([]);
});

test('what a killed run left is cleaned by the next one', async () => {
  const { child, server } = await startChild();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(readdirSync(parent)).toHaveLength(1);
  const workspace = new Workspace({ parent });
  expect(readdirSync(parent)).toEqual([workspace.root.split('/').at(-1)]);
  await sleep(100);
  expect(isAlive(server.pid)).toBe(false);
  expect(segmentExists(server.segment)).toBe(false);
  workspace.close();
  expect(existsSync(workspace.root)).toBe(false);
});

test('a platform without PostgreSQL is told what to do', () => {
  expect(() => installedBinaries('sunos', 'sparc')).toThrow(
    /no PostgreSQL for sunos-sparc.*linux-x64.*--environment/,
  );
});
