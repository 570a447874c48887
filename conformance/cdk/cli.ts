import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../lib/root.ts';

/** The CDK's own command line, run the way a platform engineer runs it. */
export interface Cdk {
  readonly run: (args: readonly string[]) => Promise<CdkResult>;
}

export interface CdkResult {
  readonly code: number;
  readonly output: string;
}

/** The command line of this repository's pinned CDK, with all output kept in a log. */
export function cdkCli(environment: NodeJS.ProcessEnv, folder: string): Cdk {
  return { run: args => run(args, environment, join(folder, 'cdk.log')) };
}

/** @throws Error with the last lines of its output when the command fails. */
export async function succeed(cdk: Cdk, args: readonly string[]): Promise<string> {
  const { code, output } = await cdk.run(args);
  if (code === 0) return output;
  const reason = output.split('\n').filter(line => /error|fail|❌/i.test(line));
  throw new Error(
    `cdk ${args.join(' ')} ended with ${code}\n${(reason.length ? reason : output.split('\n')).slice(-12).join('\n')}`,
  );
}

function run(args: readonly string[], environment: NodeJS.ProcessEnv, log: string): Promise<CdkResult> {
  const cli = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  if (!existsSync(cli)) throw new Error(`${cli} is missing: run npm ci`);
  const child = spawn(process.execPath, [cli, ...args, '--ci', '--no-notices', '--no-version-reporting'], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', text => {
      output += String(text);
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      appendFileSync(log, `$ cdk ${args.join(' ')}\n${output}\n`);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** For messages: the end of a log. */
export function lastLines(file: string, count: number): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n') : '';
}
