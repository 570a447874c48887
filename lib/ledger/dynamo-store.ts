import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { UnreadableInputError } from '../agreement/errors.ts';
import type { Entry } from './entry.ts';
import { isEntry } from './shape.ts';
import type { LedgerStore } from './store.ts';

type Key = Record<string, unknown> | undefined;

async function page(client: DynamoDBDocumentClient, table: string, tenant: string, after: Key) {
  const answer = await client.send(
    new QueryCommand({
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'tenant = :tenant',
      ExpressionAttributeValues: { ':tenant': tenant },
      ...(after ? { ExclusiveStartKey: after } : {}),
    }),
  );
  return { items: answer.Items ?? [], next: answer.LastEvaluatedKey };
}

/** An item is the entry's keys and the entry as text: JSON keeps its key order, which DynamoDB's maps do not. */
function entryOf(item: Readonly<Record<string, unknown>>): Entry {
  const value: unknown = typeof item.entry === 'string' ? JSON.parse(item.entry) : undefined;
  if (!isEntry(value))
    throw new UnreadableInputError(`the ledger of ${String(item.tenant)} has an item that is no entry`);
  return value;
}

/**
 * Ledgers in a DynamoDB table with the keys `tenant` (S) and `sequence` (N). The conditional write is what makes
 * money idempotent under redelivery (aws-facts 23); reads are consistent, so that a decision never rests on old ones.
 */
export function dynamoStore(client: DynamoDBDocumentClient, table: string): LedgerStore {
  return {
    async read(tenant) {
      const entries: Entry[] = [];
      let after: Key;
      do {
        const { items, next } = await page(client, table, tenant, after);
        entries.push(...items.map(entryOf));
        after = next;
      } while (after);
      return entries;
    },
    async append(entry) {
      const item = { tenant: entry.tenant, sequence: entry.sequence, entry: JSON.stringify(entry) };
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: item,
            ConditionExpression: 'attribute_not_exists(tenant)',
          }),
        );
        return true;
      } catch (cause) {
        if (cause instanceof ConditionalCheckFailedException) return false;
        throw cause;
      }
    },
  };
}
