import { createHash } from 'node:crypto';
import { type DynamoDBClient, GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';

/** Who calls: the tenant that an API key belongs to, and its plan today. */
export interface Caller {
  readonly tenant: string;
  readonly plan: string;
  /** The id of the key in API Gateway; never its value. */
  readonly keyId: string;
}

/** Finds the caller of an API key. Only a digest of the key is stored. */
export interface Callers {
  find(apiKey: string): Promise<Caller | undefined>;
  put(apiKey: string, caller: Caller): Promise<void>;
  all(): Promise<readonly Caller[]>;
}

const PREFIX = 'caller#';

export function dynamoCallers(client: DynamoDBClient, table: string): Callers {
  return {
    find: async apiKey => {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: { pk: { S: keyOf(apiKey) } } }),
      );
      return Item && callerOf(Item);
    },
    put: async (apiKey, { tenant, plan, keyId }) => {
      const Item = {
        pk: { S: keyOf(apiKey) },
        tenant: { S: tenant },
        plan: { S: plan },
        keyId: { S: keyId },
      };
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
    all: () => allCallers(client, table),
  };
}

async function allCallers(client: DynamoDBClient, table: string): Promise<readonly Caller[]> {
  const found: Caller[] = [];
  let from: ScanCommand['input']['ExclusiveStartKey'];
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        FilterExpression: 'begins_with(pk, :prefix)',
        ExpressionAttributeValues: { ':prefix': { S: PREFIX } },
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    found.push(...(page.Items ?? []).flatMap(item => callerOf(item) ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return found;
}

function keyOf(apiKey: string): string {
  return `${PREFIX}${createHash('sha256').update(apiKey).digest('hex')}`;
}

function callerOf(item: Record<string, { S?: string | undefined }>): Caller | undefined {
  const [tenant, plan, keyId] = [item.tenant?.S, item.plan?.S, item.keyId?.S];
  return tenant && plan && keyId ? { tenant, plan, keyId } : undefined;
}
