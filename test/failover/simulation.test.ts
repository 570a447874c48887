import { simulate } from './simulation/simulate.ts';

/** `npm run simulate` runs thousands; `COVENANT_SEED` with `COVENANT_FAILOVERS=1` replays one. */
const SEEDS = Number(process.env.COVENANT_FAILOVERS ?? 40);
const FIRST = Number(process.env.COVENANT_SEED ?? 1);

test(`${SEEDS} seeds: never two writers, two runs, or a shift without quorum and fence; always an end`, async () => {
  const found: string[] = [];
  const sum = { shifted: 0, rolledBack: 0, refused: 0, died: 0, writes: 0 };
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const { violations, ...result } = await simulate(seed);
    for (const violation of violations) found.push(`seed ${seed}: ${violation}`);
    sum.shifted += result.shifted;
    sum.rolledBack += result.rolledBack;
    sum.refused += result.refused;
    sum.died += result.died;
    sum.writes += result.writes;
  }
  expect(found).toEqual([]);
  // A simulation in which nothing is ever shifted, undone or killed proves nothing.
  if (SEEDS >= 40) expect(Math.min(...Object.values(sum))).toBeGreaterThan(10);
}, 1_800_000);

test('a seed replays exactly', async () => {
  expect(await simulate(7)).toEqual(await simulate(7));
});
