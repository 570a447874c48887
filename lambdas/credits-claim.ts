import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { setting } from '../lib/aws/settings.ts';
import { dynamoStore } from '../lib/ledger/dynamo-store.ts';
import { post } from '../lib/ledger/store.ts';
import { noteClaim } from '../lib/promises/credits/account.ts';
import { readClaim } from '../lib/promises/credits/contract.ts';

const ledger = dynamoStore(DynamoDBDocumentClient.from(new DynamoDBClient({})), setting('LEDGER'));

/**
 * Notes the ticket by which a customer asks for the credit of a month (TIER-7), once however often it is delivered.
 * The time of the claim is the ticket's; the month close judges whether it was in time.
 */
export async function handler(event: unknown): Promise<{ readonly noted: boolean }> {
  const { tenant, month: period, ticket, at } = readClaim(event);
  const posting = await post(ledger, tenant, postings =>
    noteClaim(postings, { period, ticket, at: Date.parse(at) / 1000 }),
  );
  return { noted: posting !== undefined };
}
