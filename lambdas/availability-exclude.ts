import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoHistory } from '../lib/aws/history-store.ts';
import { setting } from '../lib/aws/settings.ts';
import { exclusionsOf } from '../lib/history/exclusions.ts';
import { readExclusion } from '../lib/promises/availability/collecting.ts';

const history = dynamoHistory(DynamoDBDocumentClient.from(new DynamoDBClient({})), setting('HISTORY'));

/**
 * Writes down an outage that may not count, with who decided and why (NODE-3, TIER-8, AGENT-3); the month close judges
 * whether the agreement allows it. Once written it is never changed: a decision that was wrong gets another id.
 */
export async function handler(event: unknown): Promise<{ readonly written: boolean }> {
  const exclusion = readExclusion(event);
  exclusionsOf('the exclusion', [exclusion]);
  return { written: await history.exclude(exclusion.id, exclusion) };
}
