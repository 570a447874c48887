import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { apiKeysOf } from '../lib/aws/api-keys.ts';
import { type Assignment, assignKey, readAssignment } from '../lib/aws/assign-key.ts';
import { dynamoCallers } from '../lib/aws/callers.ts';
import { setting } from '../lib/aws/settings.ts';
import { limitPlanOf, type PlansSetting, planOf } from '../lib/promises/limits/plans-setting.ts';
import { limitsTableName, usagePlanName } from '../lib/promises/limits/rules.ts';

const regions: readonly string[] = JSON.parse(setting('REGIONS'));
const everywhere: readonly string[] = JSON.parse(setting('EVERYWHERE'));
const dedicated: readonly string[] = JSON.parse(setting('DEDICATED'));
const plans: PlansSetting = JSON.parse(setting('PLANS'));

/**
 * Gives a tenant its API key, or moves the key it has to another plan (OPS-7: usable at once after an upgrade).
 * Invoked by an operator, never by the template: a key may be in one plan per stage, which CloudFormation's
 * create-before-delete cannot do (AWS fact 3). Repeating it changes nothing.
 * @returns the key's id in each region; the value is read from API Gateway by whoever hands it over.
 */
export async function handler(event: unknown): Promise<{ readonly keys: Readonly<Record<string, string>> }> {
  const wanted: Assignment = readAssignment(event);
  const environment = setting('ENVIRONMENT');
  const own = dedicated.includes(wanted.tenant) ? wanted.tenant : undefined;
  return assignKey(wanted, {
    environment,
    usagePlan: usagePlanName(environment, limitPlanOf(plans, wanted)),
    plan: planOf(plans, wanted),
    // A service that never moves has no usage plan elsewhere to put its key in.
    regions: everywhere.includes(own ?? '') ? regions : regions.slice(0, 1),
    keysIn: apiKeysOf,
    callersIn: region => dynamoCallers(new DynamoDBClient({ region }), limitsTableName(environment, own)),
  });
}
