import { parseArgs } from 'node:util';
import type { Bench, BenchResult } from './result.ts';

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  synth: () => import('./synth.ts'),
  tenants: () => import('./tenants.ts'),
  restore: () => import('./restore/index.ts'),
  'month-close': () => import('./month-close/index.ts'),
  ingest: () => import('./ingest.ts'),
};

function row({ name, ours, peers, unit, ratio, aim }: BenchResult): string {
  const beside = Object.entries(peers).map(([peer, value]) => `${peer} ${value.toPrecision(3)}`);
  const compared = ratio === null ? '' : `  ratio ${ratio.toPrecision(2)}`;
  return `${name}: ${ours.toPrecision(3)} ${unit}${beside.length > 0 ? `  (${beside.join(', ')})` : ''}${compared}  aim ${aim}`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, only: { type: 'string', multiple: true } },
  });
  const names = values.only ?? Object.keys(BENCHES);
  const results: BenchResult[] = [];
  for (const name of names) {
    const load = BENCHES[name];
    if (!load) throw new Error(`no benchmark "${name}"; there are ${Object.keys(BENCHES).join(', ')}`);
    process.stderr.write(`${name} ...\n`);
    for (const result of await (await load()).run()) {
      results.push(result);
      if (!values.json) process.stdout.write(`${row(result)}\n`);
    }
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ results }, null, 2)}\n`);
}

await main();
