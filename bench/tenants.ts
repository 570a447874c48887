import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/root.ts';
import { sideBySide } from './process.ts';
import type { BenchResult } from './result.ts';

export const name = 'tenants';

const COUNTS = [1, 10, 100, 400] as const;
const ROUNDS = 3;

/** One environment with ever more dedicated tenants, each in a stack of its own: what a further one costs. */
export async function run(): Promise<readonly BenchResult[]> {
  const node = join(ROOT, 'node_modules', '.bin', 'node');
  const out = (count: number) => join(ROOT, '.covenant', 'bench', `tenants-${count}`);
  const command = (count: number) => ({
    command: node,
    args: ['bench/tenants-app.ts', String(count), out(count)],
    env: { CDK_VALIDATION: 'false' },
    before: () => rmSync(out(count), { recursive: true, force: true }),
  });
  const times = sideBySide({ 1: command(1), 10: command(10), 100: command(100), 400: command(400) }, ROUNDS);
  const first = times.get('1')?.seconds ?? Number.NaN;
  return COUNTS.flatMap(count => {
    const { seconds, megabytes } = times.get(`${count}`) ?? { seconds: Number.NaN, megabytes: Number.NaN };
    const each: BenchResult[] = [
      {
        name: `synth, ${count} tenants`,
        ours: seconds,
        peers: { '1 tenant': first },
        unit: 's',
        ratio: seconds / first,
        aim: 'none',
      },
    ];
    if (count > 1)
      each.push({
        name: `a further tenant, of ${count}`,
        ours: ((seconds - first) / (count - 1)) * 1000,
        peers: {},
        unit: 'ms',
        ratio: null,
        aim: '<= 25 ms',
      });
    if (count === 400)
      each.push({
        name: 'memory, 400 tenants',
        ours: megabytes,
        peers: {},
        unit: 'MB',
        ratio: null,
        aim: '<= 1024 MB',
      });
    return each;
  });
}
