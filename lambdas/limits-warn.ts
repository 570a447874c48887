import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { type ApiKeys, apiKeysOf } from '../lib/aws/api-keys.ts';
import { type Caller, dynamoCallers } from '../lib/aws/callers.ts';
import { dynamoCounters } from '../lib/aws/counters.ts';
import { setting } from '../lib/aws/settings.ts';
import { dynamoWarned, snsMessenger, warn } from '../lib/aws/warnings.ts';
import {
  type CountedPlan,
  limitPlanOf,
  type PlansSetting,
  planOf,
} from '../lib/promises/limits/plans-setting.ts';
import { limitsTableName, usagePlanName } from '../lib/promises/limits/rules.ts';
import { type Window, windowAt } from '../lib/promises/limits/windows.ts';

const database = new DynamoDBClient({});
const environment = setting('ENVIRONMENT');
const dedicated: readonly string[] = JSON.parse(setting('DEDICATED'));
const plans: PlansSetting = JSON.parse(setting('PLANS'));
const messenger = snsMessenger(new SNSClient({}), setting('TOPIC'));
const keys = apiKeysOf(setting('AWS_REGION'));

/** Looks at every caller's usage and warns those who reached a promised share of their quota (OPS-6). */
export async function handler(): Promise<{ readonly sent: number }> {
  let sent = 0;
  for (const tenant of [undefined, ...dedicated])
    sent += await warnCallersOf(limitsTableName(environment, tenant));
  return { sent };
}

async function warnCallersOf(table: string): Promise<number> {
  let sent = 0;
  const tools = { messenger, warned: dynamoWarned(database, table) };
  for (const caller of await dynamoCallers(database, table).all()) {
    const plan = planOf(plans, caller);
    if (!plan?.calls || plan.warnAt.length === 0) continue;
    const window = windowAt(Date.now() / 1000, plan.calls.window, setting('ZONE'));
    const usage = await usageOf(table, caller, plan, window);
    sent += (await warn(caller, plan, window, usage, tools)).length;
  }
  return sent;
}

/** Covenant's own counter where it counts, API Gateway's where that does. */
async function usageOf(table: string, caller: Caller, plan: CountedPlan, window: Window): Promise<number> {
  if (plan.counted) return dynamoCounters(database, table).used(caller.tenant, window);
  return gatewayUsage(keys, caller, window);
}

async function gatewayUsage(gateway: ApiKeys, caller: Caller, window: Window): Promise<number> {
  const planId = await gateway.planId(usagePlanName(environment, limitPlanOf(plans, caller)));
  const today = new Date().toISOString().slice(0, 10);
  const days = await gateway.usage(planId, caller.keyId, window.name, today);
  return days.reduce((sum, calls) => sum + calls, 0);
}
