import { simulate } from '../test/recovery/simulation/simulate.ts';

/** `node scripts/simulate-recovery.ts [seeds] [first]`: runs the seeds; one seed and its number replay a failure. */
const [count = '10000', first = '1'] = process.argv.slice(2);
const totals = { green: 0, red: 0, died: 0, violations: 0 };
for (let seed = Number(first); seed < Number(first) + Number(count); seed++) {
  const result = await simulate(seed);
  totals.green += result.green;
  totals.red += result.red;
  totals.died += result.died;
  totals.violations += result.violations.length;
  for (const violation of result.violations) process.stdout.write(`seed ${seed}: ${violation}\n`);
}
process.stdout.write(`${JSON.stringify(totals)}\n`);
process.exitCode = totals.violations > 0 ? 1 : 0;
