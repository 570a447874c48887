import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../lib/root.ts';

/** The CDK's own command line, run the way a platform engineer runs it. */
export interface Cdk {
  /** @param cwd where it looks for cdk.json. @default this repository */
  readonly run: (args: readonly string[], cwd?: string) => Promise<CdkResult>;
  /** A folder of its own, without a cdk.json. */
  readonly folder: string;
}

export interface CdkResult {
  readonly code: number;
  readonly output: string;
}

/** The command line of this repository's pinned CDK, with all output kept in a log. */
export function cdkCli(environment: NodeJS.ProcessEnv, folder: string): Cdk {
  process.once('exit', endRunning);
  return { folder, run: (args, cwd = ROOT) => run(args, cwd, environment, join(folder, 'cdk.log')) };
}

/** Commands under way, each with a process group of its own for what it starts in turn. */
const running = new Set<ChildProcess>();

/** Nothing of a command may outlive this process. */
function endRunning(): void {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

/** @throws Error with the last lines of its output when the command fails. */
export async function succeed(cdk: Cdk, args: readonly string[], cwd?: string): Promise<string> {
  const { code, output } = await cdk.run(args, cwd);
  if (code === 0) return output;
  const reason = output.split('\n').filter(line => /error|fail|❌/i.test(line));
  throw new Error(
    `cdk ${args.join(' ')} ended with ${code}\n${(reason.length ? reason : output.split('\n')).slice(-12).join('\n')}`,
  );
}

function run(
  args: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv,
  log: string,
): Promise<CdkResult> {
  const cli = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  if (!existsSync(cli)) throw new Error(`${cli} is missing: run npm ci`);
  const child = spawn(process.execPath, [cli, ...args, '--ci', '--no-notices', '--no-version-reporting'], {
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', text => {
      output += String(text);
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      running.delete(child);
      appendFileSync(log, `$ cdk ${args.join(' ')}\n${output}\n`);
      resolve({ code: code ?? 1, output });
    });
  });
}
