import assert from 'node:assert/strict';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { limitsTableName, needsOwnCounter } from '../../lib/promises/limits/rules.ts';
import { type Caller, callersOf, named } from '../runner/tenants.ts';
import type { Case } from '../runner/world.ts';

/** Quotas up to here are used up call by call; of a larger one only the last call is. */
const CALL_BY_CALL = 30;

export const proof: Case = {
  of: ['OPS-5', 'OPS-7', 'AGENT-9', 'CAP-5'],
  kind: 'looks',
  prove: async world => {
    const said: string[] = [];
    for (const deployment of world.deployments) {
      for (const caller of (await callersOf(world, deployment)).filter(canBeUsedUp)) {
        const { passed, of } = await useUp(caller);
        assert.equal(passed, of, `${named(caller)}: ${passed} calls passed of ${of}`);
        assert.equal(await caller.call(), 429, `${named(caller)}: call ${of + 1}`);
        said.push(`${named(caller)}: call ${of} passes, call ${of + 1} is answered with 429`);
      }
    }
    assert.ok(said.length >= 3);
    return said.join('\n');
  },
};

/** A large quota of API Gateway cannot be moved close to its end in the emulator, which has no UpdateUsage. */
function canBeUsedUp({ limits }: Caller): boolean {
  if (!limits || limits.calls === 'unlimited') return false;
  return limits.calls.calls <= CALL_BY_CALL || needsOwnCounter(limits);
}

/** Makes every call up to the quota; of a large one all but the last are written into Covenant's own counter. */
async function useUp(caller: Caller): Promise<{ passed: number; of: number }> {
  const { calls } = caller.limits ?? {};
  if (calls === undefined || calls === 'unlimited') throw new Error('has no quota');
  const of = calls.calls;
  if (of <= CALL_BY_CALL) return { passed: await callsPassed(caller, of), of };
  const before = await callsPassed(caller, 1);
  await setCounter(caller, of - 1);
  return { passed: of - 2 + before + (await callsPassed(caller, 1)), of };
}

async function callsPassed(caller: Caller, count: number): Promise<number> {
  let passed = 0;
  for (let at = 0; at < count; at += 1) if ((await caller.call()) !== 429) passed += 1;
  return passed;
}

async function setCounter({ deployment, tenant }: Caller, calls: number): Promise<void> {
  const client = new DynamoDBClient({ region: deployment.environment.primary.region });
  const own = tenant.placement === 'dedicated' ? tenant.name : undefined;
  const TableName = limitsTableName(deployment.name, own);
  const { Items } = await client.send(new ScanCommand({ TableName }));
  const counter = Items?.find(item => item.pk?.S?.startsWith(`calls#${tenant.name}#`));
  if (!counter) throw new Error(`the call of ${tenant.name} was not counted in ${TableName}`);
  await client.send(new PutItemCommand({ TableName, Item: { ...counter, calls: { N: String(calls) } } }));
}
