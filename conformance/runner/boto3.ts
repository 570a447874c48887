import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { World } from './world.ts';

/**
 * Asks through boto3, AWS's SDK for Python, so that no value depends on one SDK's reading of the wire.
 * @param script a file of conformance/boto3/; it gets `input` as JSON and answers JSON.
 */
export function askBoto3<T>({ emulator, python }: World, script: string, input: unknown): T {
  const file = join(import.meta.dirname, '..', 'boto3', `${script}.py`);
  const output = execFileSync(join(python, 'bin', 'python'), [file, JSON.stringify(input)], {
    env: emulator.environment,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const answer: T = JSON.parse(output);
  return answer;
}
