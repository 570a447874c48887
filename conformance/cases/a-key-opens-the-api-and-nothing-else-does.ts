import assert from 'node:assert/strict';
import { mapInTurns } from '../../lib/deployed/turns.ts';
import { call, RECORDS } from '../runner/api.ts';
import { type Caller, callersOf, named } from '../runner/tenants.ts';
import type { Case } from '../runner/world.ts';

const REFUSED = [401, 403];

export const proof: Case = {
  of: ['CAP-8'],
  kind: 'looks',
  prove: async world => {
    const said: string[] = [];
    const callers = await mapInTurns(world.deployments, 3, deployment => callersOf(world, deployment));
    for (const ofOne of callers) {
      for (const caller of oneForEachApi(ofOne)) {
        const without = await call(world.emulator.endpoint, caller.host, RECORDS);
        assert.ok(REFUSED.includes(without.status), `${named(caller)}: ${without.status} without a key`);
        const wrong = await call(
          world.emulator.endpoint,
          caller.host,
          RECORDS,
          'not-a-key-of-anyone-0123456789',
        );
        assert.ok(REFUSED.includes(wrong.status), `${named(caller)}: ${wrong.status} with a wrong key`);
        const right = await caller.call();
        assert.ok(!REFUSED.includes(right), `${named(caller)}: ${right} with the right key`);
        said.push(
          `${caller.host}: ${without.status} without a key, ${wrong.status} with a wrong one, ${right} with its own`,
        );
      }
    }
    return said.join('\n');
  },
};

/** A caller without a quota where there is one, so that the cases about quotas find theirs untouched. */
function oneForEachApi(callers: readonly Caller[]): readonly Caller[] {
  const unlimited = ({ limits }: Caller) => limits === undefined || limits.calls === 'unlimited';
  const sorted = callers.toSorted((a, b) => Number(unlimited(a)) - Number(unlimited(b)));
  return [...new Map(sorted.map(caller => [caller.host, caller])).values()];
}
