import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBackupSupplement } from './backup-supplement.ts';
import { awsEnvironment, awsVariables, pathWithThisNode } from './environment.ts';

/** A running stand-in AWS. */
export interface Emulator {
  readonly endpoint: string;
  /** The variables of `environment` that differ from the caller's. */
  readonly variables: Readonly<Record<string, string>>;
  /** What a process needs to talk to it, and to nothing else. */
  readonly environment: NodeJS.ProcessEnv;
  readonly log: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the emulator on a free port of the loopback interface. It ends with this process, however that ends.
 * @param python the virtual environment that holds it
 * @param folder where it may write; removed together with it
 */
export async function startEmulator(python: string, folder: string): Promise<Emulator> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const log = join(folder, 'emulator.log');
  const child = spawn(join(python, 'bin', 'python'), [join(import.meta.dirname, 'serve.py'), folder], {
    detached: true,
    cwd: folder,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: emulatorEnvironment(port, folder),
  });
  const output = createWriteStream(log);
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  await healthy(endpoint, child, log);
  const supplement = await startBackupSupplement(endpoint);
  const variables = awsVariables(endpoint, supplement.endpoint, folder);
  const stopBoth = async () => {
    supplement.stop();
    await stop(child);
  };
  return { endpoint, variables, log, environment: awsEnvironment(variables), stop: stopBoth };
}

/** Its Lambdas run as processes of the Node that this repository pins. */
function emulatorEnvironment(port: number, folder: string): NodeJS.ProcessEnv {
  return {
    PATH: pathWithThisNode(),
    HOME: folder,
    TMPDIR: folder,
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: '127.0.0.1',
    LAMBDA_EXECUTOR: 'local',
    // A state machine's waits and retries take a thousandth of their time, so that an hour is 4 s.
    SFN_WAIT_SCALE: '0.001',
    LOG_LEVEL: 'INFO',
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (address === null || typeof address === 'string')
    throw new Error('no free port on the loopback interface');
  return address.port;
}

async function healthy(endpoint: string, child: ChildProcess, log: string): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt += 1) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(250);
  }
  throw new Error(`the emulator did not start; see ${log}`);
}

/** Closing its standard input is the one way it ends; a crash of this process closes it as well. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise(resolve => child.once('exit', resolve));
  child.stdin?.end();
  await ended;
}
