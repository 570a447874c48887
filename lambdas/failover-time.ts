import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RDSClient } from '@aws-sdk/client-rds';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { failoverStart } from '../lib/aws/failover-events.ts';
import { log } from '../lib/aws/log.ts';
import { setting } from '../lib/aws/settings.ts';
import { dynamoSteps } from '../lib/aws/step-store.ts';
import { recordedOf } from '../lib/promises/failover/timing.ts';

/** What the rule of a database hands on: whose data is in it, and what AWS said. */
const delivery = z.object({ tenants: z.array(z.string()), event: z.unknown() });

const steps = dynamoSteps(DynamoDBDocumentClient.from(new DynamoDBClient({})), setting('STEPS'));
const findStart = failoverStart(new RDSClient({}));

/** Puts on record when a failure was detected, and when a failover began and ended (NODE-8). */
export async function handler(given: unknown): Promise<void> {
  const { tenants, event } = delivery.parse(given);
  const recorded = await recordedOf(event, findStart);
  if (recorded.length === 0) log.info('nothing to time', { event });
  for (const tenant of tenants) {
    for (const each of recorded) await steps.add({ ...each, tenant });
  }
}
