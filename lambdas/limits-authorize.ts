import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { dynamoCallers } from '../lib/aws/callers.ts';
import { dynamoCounters } from '../lib/aws/counters.ts';
import { setting } from '../lib/aws/settings.ts';
import { decide } from '../lib/promises/limits/decide.ts';
import { type PlansSetting, planOf } from '../lib/promises/limits/plans-setting.ts';

const client = new DynamoDBClient({});
const callers = dynamoCallers(client, setting('TABLE'));
const counters = dynamoCounters(client, setting('TABLE'));
const plans: PlansSetting = JSON.parse(setting('PLANS'));
const zone = setting('ZONE');

/**
 * Says who calls and whether the call is within the plan's hard limits (CAP-5, OPS-7). A refusal carries the
 * seconds after which it is worth trying again; the API answers it with 429 and Retry-After.
 */
export async function handler(event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const apiKey = event.headers?.['x-api-key'] ?? event.headers?.['X-Api-Key'] ?? '';
  const caller = apiKey ? await callers.find(apiKey) : undefined;
  // API Gateway turns exactly this word into 401.
  if (!caller) throw new Error('Unauthorized');
  const plan = planOf(plans, caller);
  const decision = plan
    ? await decide(counters, caller.tenant, plan, zone, Date.now())
    : { allowed: true as const };
  return {
    principalId: caller.tenant,
    policyDocument: policy(decision.allowed ? 'Allow' : 'Deny', event.methodArn),
    context: {
      tenant: caller.tenant,
      plan: caller.plan,
      ...(decision.allowed ? {} : { why: decision.why, retryAfter: decision.retryAfter }),
    },
  };
}

function policy(Effect: 'Allow' | 'Deny', Resource: string): APIGatewayAuthorizerResult['policyDocument'] {
  return { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] };
}
