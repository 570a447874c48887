import {
  APIGatewayClient,
  CreateUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetUsagePlansCommand,
} from '@aws-sdk/client-api-gateway';
import type { Tenant } from '../../lib/promises/environment.ts';
import { limitPlanId, usagePlanName } from '../../lib/promises/limits/rules.ts';
import { invoke } from './functions.ts';
import type { Deployment } from './world.ts';

/**
 * Gives a tenant its key the way an operator does: by invoking the deployed function. The emulator ignores the
 * filter of GetUsagePlans by key, so the function finds the key in every plan and puts it in none; that one step
 * is done here.
 * @returns the key's value.
 */
export async function keyOf({ environment }: Deployment, tenant: Tenant): Promise<string> {
  const { region } = environment.primary;
  const assign = { name: `${environment.environment}-limits-assign-key`, region };
  const event = { tenant: tenant.name, plan: tenant.plan };
  const { keys } = await invoke<{ readonly keys: Readonly<Record<string, string>> }>(assign, event);
  const keyId = keys[region];
  if (!keyId) throw new Error(`no key in ${region} for ${tenant.name}`);
  const client = new APIGatewayClient({ region });
  const { items } = await client.send(new GetUsagePlansCommand({ limit: 500 }));
  const own = usagePlanName(environment.environment, { plan: tenant.plan, tenant: tenant.name });
  const shared = usagePlanName(environment.environment, { plan: tenant.plan });
  const plan = items?.find(({ name }) => name === own) ?? items?.find(({ name }) => name === shared);
  if (!plan?.id) throw new Error(`no usage plan for ${limitPlanId({ plan: tenant.plan })}`);
  await client.send(new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId, keyType: 'API_KEY' }));
  const { value } = await client.send(new GetApiKeyCommand({ apiKey: keyId, includeValue: true }));
  return value ?? '';
}
