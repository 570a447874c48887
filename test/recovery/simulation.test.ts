import { simulate } from './simulation/simulate.ts';

/** `node scripts/simulate-recovery.ts` runs ten thousand. */
const SEEDS = 200;

test(`${SEEDS} seeds: never two live restores, never a leaked instance, never a green report for a bad restore`, async () => {
  const found: string[] = [];
  let [green, red, died] = [0, 0, 0];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const result = await simulate(seed);
    for (const violation of result.violations) found.push(`seed ${seed}: ${violation}`);
    green += result.green;
    red += result.red;
    died += result.died;
  }
  expect(found).toEqual([]);
  // A simulation in which nothing ever succeeds, fails or dies proves nothing.
  expect(Math.min(green, red, died)).toBeGreaterThan(20);
});

test('a seed replays exactly', async () => {
  expect(await simulate(77)).toEqual(await simulate(77));
});
