import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Caller, callersOf, named } from '../runner/tenants.ts';
import type { Case } from '../runner/world.ts';

/** Faster plans cannot be exceeded: the emulator itself answers no more calls a second than that. */
const FASTEST = 5;
/** Callers at once: more would only queue, and a function's reserved concurrency would refuse them. */
const AT_ONCE = 4;
/** Enough calls over the limit to be sure of it. */
const REFUSALS = 6;

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
 * Calls until several are refused. Those that pass are the burst, and one for each token that the rate has poured in
 * between the first call and the last answer: no call fewer, none more.
 */
async function exceed(caller: Caller): Promise<string> {
  const rate = caller.limits?.rate?.perSecond ?? 0;
  const burst = caller.limits?.burst ?? Math.max(1, Math.ceil(rate));
  await Promise.all(Array.from({ length: AT_ONCE }, caller.call));
  await sleep((1000 * 1.2 * burst) / rate);
  const started = performance.now();
  const { passed, refused } = await callUntilRefused(caller, burst * 10 + 50);
  const seconds = (performance.now() - started) / 1000;
  const most = burst + Math.ceil(rate * seconds);
  const measured = `${named(caller)}: ${passed} calls passed and ${refused} were refused in ${seconds.toFixed(2)} s`;
  assert.ok(refused > 0, `${measured}: none was refused`);
  assert.ok(passed >= burst, `${measured}, but the burst is ${burst}`);
  assert.ok(passed <= most, `${measured}, but burst and rate allow only ${most}`);
  return `${measured} (burst ${burst}, rate ${rate}/s)`;
}

async function callUntilRefused(caller: Caller, most: number): Promise<{ passed: number; refused: number }> {
  const count = { passed: 0, refused: 0 };
  let left = most;
  const callOn = async () => {
    while (count.refused < REFUSALS && left-- > 0) {
      if ((await caller.call()) === 429) count.refused += 1;
      else count.passed += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, callOn));
  return count;
}
