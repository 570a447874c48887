import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { regionsOf } from '../cdk/deployment.ts';
import type { Case, World } from '../runner/world.ts';

interface Schedule {
  readonly region: string;
  readonly name: string;
  readonly schedule: string;
  readonly state: string;
  readonly targets: readonly string[];
}

/** A schedule made due every minute is due within one, and the emulator looks every few seconds. */
const PATIENCE_SECONDS = 100;

/** How often each function had been started when the schedules were made due; no case that only looks calls them. */
let before: readonly number[] = [];

export const proof: Case = {
  of: ['OPS-6'],
  kind: 'waits',
  begin: async world => {
    const schedules = await ask(world, 'hasten');
    before = await startsOf(world, schedules);
  },
  prove: async world => {
    const schedules = await ask(world, 'list');
    assert.ok(schedules.length > 0);
    for (const { state, name } of schedules) assert.equal(state, 'ENABLED', name);
    const counts = await started(world, schedules);
    const never = functionsOf(schedules).filter((_, at) => !increased(counts, at));
    assert.deepEqual(never, [], 'not started by their schedules');
    return `${schedules.length} schedules: ${functionsOf(schedules)
      .map(one => one.function)
      .join(', ')}`;
  },
};

const increased = (counts: readonly number[], at: number) => (counts[at] ?? 0) > (before[at] ?? 0);

function ask(world: World, what: 'list' | 'hasten'): Promise<readonly Schedule[]> {
  return world.boto3.ask('schedules', { do: what, regions: regions(world) });
}

function functionsOf(schedules: readonly Schedule[]): { region: string; function: string }[] {
  return schedules.flatMap(({ region, targets }) =>
    targets.map(target => ({ region, function: target.split(':function:')[1] ?? target })),
  );
}

function startsOf(world: World, schedules: readonly Schedule[]): Promise<readonly number[]> {
  return world.boto3.ask('invocations', functionsOf(schedules));
}

const regions = ({ deployments }: World) => [...new Set(deployments.flatMap(({ copy }) => regionsOf(copy)))];

async function started(world: World, schedules: readonly Schedule[]): Promise<readonly number[]> {
  const until = Date.now() + PATIENCE_SECONDS * 1000;
  for (;;) {
    const counts = await startsOf(world, schedules);
    if (counts.every((_, at) => increased(counts, at)) || Date.now() > until) return counts;
    await sleep(1_000);
  }
}
