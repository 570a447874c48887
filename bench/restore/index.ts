import { join } from 'node:path';
import { ROOT } from '../../lib/root.ts';
import { median, timed } from '../process.ts';
import type { BenchResult } from '../result.ts';
import { failovers } from './failovers.ts';
import { LocalRdsRestore } from './local-rds.ts';
import { knownServer, PgBackRest } from './pgbackrest.ts';

export const name = 'restore';

const ROUNDS = 5;

/** Point-in-time restore beside a plain copy and pgBackRest, failover under writers, and the memory of a drill. */
export async function run(): Promise<readonly BenchResult[]> {
  return [...(await restoreOf(50)), ...(await restoreOf(500)), ...(await failovers()), memory()];
}

async function restoreOf(megabytes: number): Promise<readonly BenchResult[]> {
  const ours = await LocalRdsRestore.open(megabytes);
  const server = knownServer();
  const peer = server && new PgBackRest(server);
  try {
    await peer?.prepare(megabytes);
    const runs = await inTurn({
      ours: () => ours.restore(),
      'cp -r and sync': () => ours.copy(),
      ...(peer && {
        [`${server.name}, full`]: () => peer.full(),
        [`${server.name}, delta`]: () => peer.delta(),
      }),
    });
    return [compared(megabytes, runs)];
  } finally {
    peer?.close();
    await ours.close();
  }
}

/** One after the other, round by round, so that a machine that slows down slows all of them. */
async function inTurn(
  ways: Readonly<Record<string, () => Promise<number>>>,
): Promise<ReadonlyMap<string, number>> {
  const runs = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, way] of Object.entries(ways)) {
      runs.set(name, [...(runs.get(name) ?? []), await way()]);
    }
  }
  return new Map([...runs].map(([name, all]) => [name, median(all)]));
}

function compared(megabytes: number, runs: ReadonlyMap<string, number>): BenchResult {
  const { ours = Number.NaN, ...peers } = Object.fromEntries(runs);
  return {
    name: `point-in-time restore, ${megabytes} MB, median of ${ROUNDS}`,
    ...{ ours, peers, unit: 's' },
    ratio: ours / (peers['cp -r and sync'] ?? Number.NaN),
    aim: '<= 2 x the copy, quicker than pgBackRest',
  };
}

function memory(): BenchResult {
  const args = [join(ROOT, 'bin', 'covenant.ts'), 'drill', '--json'];
  const { megabytes } = timed({ command: process.execPath, args });
  return {
    name: 'memory of a drill beside PostgreSQL',
    ...{ ours: megabytes, peers: {}, unit: 'MB', ratio: null, aim: '<= 150 MB' },
  };
}
