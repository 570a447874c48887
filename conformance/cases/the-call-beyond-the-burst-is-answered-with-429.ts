import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Caller, callersOf, named } from '../runner/tenants.ts';
import type { Case } from '../runner/world.ts';

/** Faster plans cannot be exceeded: the emulator itself answers no more calls a second than that. */
const FASTEST = 10;

export const proof: Case = {
  of: ['OPS-5', 'CAP-5'],
  kind: 'looks',
  prove: async world => {
    const said: string[] = [];
    for (const deployment of world.deployments) {
      for (const caller of (await callersOf(world, deployment)).filter(canBeExceeded))
        said.push(await exceed(caller));
    }
    assert.ok(said.length >= 2);
    return said.join('\n');
  },
};

function canBeExceeded({ limits }: Caller): boolean {
  return limits?.rate !== undefined && limits.rate.perSecond <= FASTEST;
}

/**
 * Sends many more calls at once than the bucket holds. Those that pass are the burst, and one for each
 * token that the rate has poured in between the first call and the last answer: no call fewer, none more.
 */
async function exceed(caller: Caller): Promise<string> {
  const rate = caller.limits?.rate?.perSecond ?? 0;
  const burst = caller.limits?.burst ?? Math.max(1, Math.ceil(rate));
  await caller.call();
  await sleep((1000 * 1.2 * burst) / rate);
  const started = performance.now();
  const statuses = await Promise.all(Array.from({ length: burst * 2 + 10 }, caller.call));
  const seconds = (performance.now() - started) / 1000;
  const passed = statuses.filter(status => status !== 429).length;
  const most = burst + Math.ceil(rate * seconds);
  const measured = `${named(caller)}: ${passed} of ${statuses.length} calls passed in ${seconds.toFixed(2)} s`;
  assert.ok(statuses.includes(429), `${measured}, none was refused`);
  assert.ok(passed >= burst, `${measured}, but the burst is ${burst}`);
  assert.ok(passed <= most, `${measured}, but burst and rate allow only ${most}`);
  return `${measured} (burst ${burst}, rate ${rate}/s)`;
}
