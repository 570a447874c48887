import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { World } from './world.ts';

/**
 * Asks through boto3, AWS's SDK for Python, so that no value depends on one SDK's reading of the wire.
 * @param script a file of conformance/boto3/; it gets `input` as JSON and answers JSON.
 */
export async function askBoto3<T>({ emulator, python }: World, script: string, input: unknown): Promise<T> {
  const file = join(import.meta.dirname, '..', 'boto3', `${script}.py`);
  // Not the synchronous call: the process that answers for the emulator's missing parts is this one.
  const { stdout: output } = await promisify(execFile)(
    join(python, 'bin', 'python'),
    [file, JSON.stringify(input)],
    { env: emulator.environment, maxBuffer: 1 << 26 },
  );
  const answer: T = JSON.parse(output);
  return answer;
}
