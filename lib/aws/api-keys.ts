import {
  APIGatewayClient,
  ConflictException,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeysCommand,
  GetUsageCommand,
  GetUsagePlansCommand,
  NotFoundException,
  UpdateUsageCommand,
  type UsagePlan,
} from '@aws-sdk/client-api-gateway';

export interface ApiKey {
  readonly id: string;
  readonly value: string;
}

/** The API keys and usage plans of one region. */
export interface ApiKeys {
  /** The key of that name, made when there is none. With `value`, the same key as in another region. */
  ensure(name: string, value?: string): Promise<ApiKey>;
  /** Puts the key in a plan and out of every other (AWS fact 3); a key already there stays. */
  move(keyId: string, plan: string): Promise<{ readonly moved: boolean; readonly planId: string }>;
  /** Sets what is left in the running quota period, so that an upgrade counts at once (OPS-7). */
  setRemaining(planId: string, keyId: string, remaining: number): Promise<void>;
  /** Calls per day, oldest first, from and to as 2026-01-31, both included. */
  usage(planId: string, keyId: string, from: string, to: string): Promise<readonly number[]>;
  planId(plan: string): Promise<string>;
}

export function gatewayKeys(client: APIGatewayClient): ApiKeys {
  const planId = async (plan: string): Promise<string> => planIdOf(await plansOf(client), plan);
  return {
    planId,
    ensure: (name, value) => ensure(client, name, value),
    move: (keyId, plan) => move(client, keyId, plan),
    setRemaining: async (usagePlanId, keyId, remaining) => {
      const patchOperations = [{ op: 'replace' as const, path: '/remaining', value: String(remaining) }];
      await client.send(new UpdateUsageCommand({ usagePlanId, keyId, patchOperations }));
    },
    usage: async (usagePlanId, keyId, startDate, endDate) => {
      const { items } = await client.send(new GetUsageCommand({ usagePlanId, keyId, startDate, endDate }));
      return (items?.[keyId] ?? []).map(day => day[0] ?? 0);
    },
  };
}

export function apiKeysOf(region: string): ApiKeys {
  return gatewayKeys(new APIGatewayClient({ region }));
}

async function ensure(client: APIGatewayClient, name: string, value?: string): Promise<ApiKey> {
  const found = await client.send(new GetApiKeysCommand({ nameQuery: name, includeValues: true }));
  const same = found.items?.find(item => item.name === name);
  if (same?.id && same.value) return { id: same.id, value: same.value };
  const made = await client.send(new CreateApiKeyCommand({ name, enabled: true, ...(value && { value }) }));
  if (!made.id || !made.value) throw new Error(`API Gateway made no key for ${name}`);
  return { id: made.id, value: made.value };
}

/** Out of the old plan before into the new one, since a key may be in one plan per stage; both steps can be repeated. */
async function move(client: APIGatewayClient, keyId: string, plan: string) {
  const target = planIdOf(await plansOf(client), plan);
  const current = await plansOf(client, keyId);
  for (const { id } of current) {
    if (id && id !== target) await leave(client, id, keyId);
  }
  const there = current.some(({ id }) => id === target);
  if (!there) await join(client, target, keyId);
  return { moved: !there, planId: target };
}

async function leave(client: APIGatewayClient, usagePlanId: string, keyId: string): Promise<void> {
  try {
    await client.send(new DeleteUsagePlanKeyCommand({ usagePlanId, keyId }));
  } catch (error) {
    if (!(error instanceof NotFoundException)) throw error;
  }
}

async function join(client: APIGatewayClient, usagePlanId: string, keyId: string): Promise<void> {
  try {
    await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
  }
}

async function plansOf(client: APIGatewayClient, keyId?: string): Promise<readonly UsagePlan[]> {
  const plans: UsagePlan[] = [];
  let position: string | undefined;
  do {
    const page = await client.send(new GetUsagePlansCommand({ keyId, position, limit: 500 }));
    plans.push(...(page.items ?? []));
    position = page.position;
  } while (position);
  return plans;
}

function planIdOf(plans: readonly UsagePlan[], name: string): string {
  const id = plans.find(plan => plan.name === name)?.id;
  if (!id) throw new Error(`there is no usage plan ${name} in this region`);
  return id;
}
