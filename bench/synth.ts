import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/root.ts';
import { type Command, sideBySide } from './process.ts';
import type { BenchResult } from './result.ts';

export const name = 'synth';

const ROUNDS = 3;
const bin = (tool: string) => join(ROOT, 'node_modules', '.bin', tool);

/** `cdk synth` of one app as a platform engineer types it; `app` is the command of the CDK app. */
function synth(label: string, app: string, rest: Partial<Command> = {}): Command {
  const out = join(ROOT, '.covenant', 'bench', label);
  return {
    command: bin('cdk'),
    args: ['synth', '--quiet', '--app', app, '--output', out, '-c', 'environment=production'],
    ...rest,
  };
}

/** Our app warm and cold (app and Lambdas bundled afresh), the naive twin of the same stacks, and an app without resources. */
export async function run(): Promise<readonly BenchResult[]> {
  const node = bin('node');
  const quiet = { CDK_VALIDATION: 'false' };
  const cold = () => {
    for (const made of ['lambdas', 'app'])
      rmSync(join(ROOT, '.covenant', made), { recursive: true, force: true });
  };
  const times = sideBySide(
    {
      cold: synth('cold', `${node} bin/app.ts`, { env: quiet, before: cold }),
      warm: synth('warm', `${node} bin/app.ts`, { env: quiet }),
      naive: synth('naive', `${bin('tsx')} bench/naive/app.ts`),
      empty: synth('empty', `${node} bench/empty/app.ts`, { env: quiet }),
    },
    ROUNDS,
  );
  const seconds = (key: 'cold' | 'warm' | 'naive' | 'empty') => times.get(key)?.seconds ?? Number.NaN;
  const peers = { naive: seconds('naive'), 'empty app': seconds('empty') };
  const result = (label: string, key: 'cold' | 'warm', aim: string): BenchResult => ({
    name: `synth, ${label}`,
    ours: seconds(key),
    peers,
    unit: 's',
    ratio: seconds(key) / seconds('naive'),
    aim,
  });
  return [
    result('warm', 'warm', '<= 1/20 of the naive twin (ratio <= 0.05)'),
    result('cold', 'cold', '<= 1/6 of the naive twin (ratio <= 0.167)'),
  ];
}
