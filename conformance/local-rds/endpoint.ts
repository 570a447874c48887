import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, accountForPostgres } from '../../lib/local/postgres/account.ts';
import { ROOT } from '../../lib/root.ts';

/** A `covenant local-rds` that runs. */
export interface Endpoint {
  readonly pid: number;
  /** What a client needs in its environment to find it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Sends the signal and waits until it has ended. */
  end(signal: 'SIGINT' | 'SIGKILL'): Promise<void>;
}

const COMMAND = [process.execPath, join(ROOT, 'bin', 'covenant.ts'), 'local-rds', '--json'];
const SETPRIV = '/usr/bin/setpriv';

/** @param account whose process it is; undefined: this one's */
export async function startEndpoint(account?: Account): Promise<Endpoint> {
  const [program = '', ...words] = [...wrapped(), ...COMMAND];
  const child = spawn(program, words, {
    ...account,
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { variables }: { variables: Record<string, string> } = JSON.parse(await saidBy(child));
  return {
    pid: child.pid ?? 0,
    variables,
    end: async signal => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

/** Where the system can, its end follows this process's end, whatever that is. */
function wrapped(): readonly string[] {
  return existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'TERM', '--'] : [];
}

/** Its first document, which it prints once it listens. */
async function saidBy({ stdout, stderr, ...child }: ChildProcess): Promise<string> {
  let [said, errors] = ['', ''];
  stderr?.on('data', data => {
    errors += String(data);
  });
  for await (const data of stdout ?? []) {
    said += String(data);
    if (said.trimEnd().endsWith('\n}')) return said;
  }
  throw new Error(`covenant local-rds ended with ${child.exitCode}: ${errors.trim()}`);
}

/**
 * The account under which the second endpoint runs, so that both kinds of user are tried where one can become another:
 * an unprivileged one where this process is root's and that account may read the project.
 */
export function otherAccount(): Account | undefined {
  const account = accountForPostgres();
  if (!account) return undefined;
  const run = spawnSync(process.execPath, [join(ROOT, 'bin', 'covenant.ts'), 'local-rds', '--help'], {
    ...account,
    cwd: '/',
  });
  return run.status === 0 ? account : undefined;
}
