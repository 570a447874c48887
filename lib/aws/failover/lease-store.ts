import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { firstLease, type Lease, leaseSchema } from '../../promises/failover/lease.ts';
import type { LeaseStore } from './ports.ts';

/** An answer that comes later than this comes too late for a lease of seconds. */
const REQUEST_MS = 2_000;

function clientFor(): DynamoDBDocumentClient {
  const requestHandler = { requestTimeout: REQUEST_MS, connectionTimeout: REQUEST_MS };
  return DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler, maxAttempts: 2 }), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/**
 * Leases in DynamoDB. Reads are strongly consistent: in a table with multi-Region strong consistency that holds over
 * regions, and a region that is cut off gets no answer rather than an old one.
 */
export function dynamoLeases(TableName: string, client: DynamoDBDocumentClient = clientFor()): LeaseStore {
  return {
    read: async (service, primary) => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: { service }, ConsistentRead: true }),
      );
      return Item ? leaseSchema.parse(Item) : firstLease(service, primary);
    },
    put: next => put(client, TableName, next),
  };
}

async function put(client: DynamoDBDocumentClient, TableName: string, next: Lease): Promise<boolean> {
  const was = next.revision - 1;
  const command = new PutCommand({
    TableName,
    Item: next,
    ConditionExpression: was === 0 ? 'attribute_not_exists(service)' : 'revision = :was',
    ...(was === 0 ? {} : { ExpressionAttributeValues: { ':was': was } }),
  });
  try {
    await client.send(command);
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}

/** Two regions wrote at once: one of them is told so by this name, and is as if it had come second. */
function isConflict(error: unknown): boolean {
  return (
    error instanceof ConditionalCheckFailedException ||
    (error instanceof Error && error.name === 'ReplicatedWriteConflictException')
  );
}
