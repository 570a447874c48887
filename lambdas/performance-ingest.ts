import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { log } from '../lib/aws/log.ts';
import { setting } from '../lib/aws/settings.ts';
import { dynamoSteps } from '../lib/aws/step-store.ts';
import { readStepEvent } from '../lib/promises/performance/events.ts';

const steps = dynamoSteps(DynamoDBDocumentClient.from(new DynamoDBClient({})), setting('STEPS'));

/** True when it was written, or lay there already. */
async function wasKept({ messageId, body }: SQSRecord): Promise<boolean> {
  try {
    await steps.add(readStepEvent(JSON.parse(body)));
    return true;
  } catch (error) {
    log.error('An event could not be kept', { messageId, error: String(error) });
    return false;
  }
}

/**
 * Keeps the events of work (AGENT-4). A message that cannot be read or written comes again by itself and stops no
 * other; after some attempts it waits where an alarm tells of it.
 */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const kept = await Promise.all(Records.map(wasKept));
  const failed = Records.filter((_, at) => !kept[at]);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
