import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
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

const IMPATIENT = pathToFileURL(join(import.meta.dirname, 'impatient.ts')).href;

/** The command line of this repository's pinned CDK, with all output kept in a log. */
export function cdkCli(environment: NodeJS.ProcessEnv, folder: string): Cdk {
  return { folder, run: (args, cwd = ROOT) => run(args, cwd, environment, folder) };
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
  folder: string,
): Promise<CdkResult> {
  const cli = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  if (!existsSync(cli)) throw new Error(`${cli} is missing: run npm ci`);
  const child = spawn(
    process.execPath,
    [`--import=${IMPATIENT}`, cli, ...args, '--ci', '--no-notices', '--no-version-reporting'],
    {
      cwd,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  // Noted for the emulator's watch: when this process ends early, the command's process group is ended too.
  const note = join(folder, `running-${child.pid}`);
  writeFileSync(note, '');
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', text => {
      output += String(text);
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      rmSync(note, { force: true });
      appendFileSync(join(folder, 'cdk.log'), `$ cdk ${args.join(' ')}\n${output}\n`);
      resolve({ code: code ?? 1, output });
    });
  });
}
