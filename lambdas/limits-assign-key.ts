import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { apiKeysOf } from '../lib/aws/api-keys.ts';
import { type Assignment, assignKey, readAssignment } from '../lib/aws/assign-key.ts';
import { dynamoCallers } from '../lib/aws/callers.ts';
import { setting } from '../lib/aws/settings.ts';
import { type PlansSetting, planOf } from '../lib/promises/limits/plans-setting.ts';

const regions: readonly string[] = JSON.parse(setting('REGIONS'));
const plans: PlansSetting = JSON.parse(setting('PLANS'));

/**
 * Gives a tenant its API key, or moves the key it has to another plan (OPS-7: usable at once after an upgrade).
 * Invoked by an operator, never by the template: a key may be in one plan per stage, which CloudFormation's
 * create-before-delete cannot do (AWS fact 3). Repeating it changes nothing.
 * @returns the key's id in each region; the value is read from API Gateway by whoever hands it over.
 */
export async function handler(event: unknown): Promise<{ readonly keys: Readonly<Record<string, string>> }> {
  const wanted: Assignment = readAssignment(event);
  return assignKey(wanted, {
    environment: setting('ENVIRONMENT'),
    plan: planOf(plans, wanted),
    regions,
    keysIn: apiKeysOf,
    callersIn: region => dynamoCallers(new DynamoDBClient({ region }), setting('TABLE')),
    ownPlan: `${wanted.plan}-${wanted.tenant}` in plans,
  });
}
