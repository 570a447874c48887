import {
  APIGatewayClient,
  CreateUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetUsagePlansCommand,
} from '@aws-sdk/client-api-gateway';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Tenant } from '../../lib/promises/environment.ts';
import { limitPlanId, usagePlanName } from '../../lib/promises/limits/rules.ts';
import type { Deployment } from './world.ts';

/**
 * Gives a tenant its key the way an operator does: by invoking the deployed function. The emulator ignores the
 * filter of GetUsagePlans by key, so the function finds the key in every plan and puts it in none; that one step
 * is done here.
 * @returns the key's value.
 */
export async function keyOf({ environment }: Deployment, tenant: Tenant): Promise<string> {
  const { region } = environment.primary;
  const keys = await assign(environment.environment, tenant, region);
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

async function assign(
  environment: string,
  { name, plan }: Tenant,
  region: string,
): Promise<Readonly<Record<string, string>>> {
  const lambda = new LambdaClient({ region });
  const answer = await lambda.send(
    new InvokeCommand({
      FunctionName: `${environment}-limits-assign-key`,
      Payload: JSON.stringify({ tenant: name, plan }),
    }),
  );
  const said = Buffer.from(answer.Payload ?? []).toString();
  if (answer.FunctionError) throw new Error(`limits-assign-key failed: ${said}`);
  const parsed: { readonly keys: Readonly<Record<string, string>> } = JSON.parse(said);
  return parsed.keys;
}
