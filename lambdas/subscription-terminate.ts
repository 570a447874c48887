import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { setting } from '../lib/aws/settings.ts';
import { dynamoStore } from '../lib/ledger/dynamo-store.ts';
import { post } from '../lib/ledger/store.ts';
import { noteTermination, readTermination } from '../lib/promises/subscription/termination.ts';

const ledger = dynamoStore(DynamoDBDocumentClient.from(new DynamoDBClient({})), setting('LEDGER'));

/**
 * Notes the notice by which a customer ends its subscription (CAP-2), once however often it is delivered. The time of
 * the notice is the ticket's; the month close finds the last billed day from it, in the agreement's zone.
 */
export async function handler(event: unknown): Promise<{ readonly noted: boolean }> {
  const { tenant, ticket, at } = readTermination(event);
  const notice = { ticket, at: Date.parse(at) / 1000 };
  const posting = await post(ledger, tenant, postings => noteTermination(postings, notice));
  return { noted: posting !== undefined };
}
