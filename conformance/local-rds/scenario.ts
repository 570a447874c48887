import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Outcome } from '../runner/run-cases.ts';
import type { Endpoint } from './endpoint.ts';

const SCRIPT = join(import.meta.dirname, 'scenario.py');

interface Line {
  readonly name: string;
  readonly said?: string;
  readonly failed?: string;
}

/**
 * Runs the scenario through one client and tells each check as it ends.
 * @param python the virtual environment that has the client
 */
export async function runScenario(
  python: string,
  client: 'boto3' | 'aws-cli',
  { variables }: Endpoint,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const child = spawn(join(python, 'bin', 'python'), [SCRIPT, client], {
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), AWS_EC2_METADATA_DISABLED: 'true', ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let began = performance.now();
  let checks = 0;
  for await (const text of createInterface(child.stdout)) {
    const { name, said, failed }: Line = JSON.parse(text);
    const seconds = (performance.now() - began) / 1000;
    began = performance.now();
    checks += 1;
    tell({ name, passed: failed === undefined, seconds, said: failed ?? said ?? '' });
  }
  const [code] = await ended;
  if (code !== 0 && code !== 1) throw new Error(`${client} ended with ${code} after ${checks} checks`);
}
