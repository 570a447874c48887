import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Bucket } from '../promises/limits/bucket.ts';
import type { Window } from '../promises/limits/windows.ts';

/** How long a finished counter stays, in seconds, so that the last warning of a window can still be sent. */
const KEPT_AFTER_END = 172_800;

/** Counts calls so that a hard limit cannot be exceeded: one conditional write decides and counts (AWS fact 1). */
export interface Counters {
  /** Takes one call from a window's quota. False when the window is used up; a refused call is not counted. */
  take(owner: string, window: Window, limit: number): Promise<boolean>;
  /** Gives one call back, after it was taken but another limit refused it. */
  giveBack(owner: string, window: Window): Promise<void>;
  /** Takes one call from a token bucket. False when it is empty. */
  pour(owner: string, bucket: Bucket, now: number): Promise<boolean>;
  used(owner: string, window: Window): Promise<number>;
}

/** Turns the refusal of a condition into false; every other error stays an error. */
export async function unlessRefused(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

export function dynamoCounters(client: DynamoDBClient, table: string): Counters {
  const update = (pk: string, expression: string, condition: string, values: Record<string, number>) =>
    client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: { pk: { S: pk } },
        UpdateExpression: expression,
        ConditionExpression: condition,
        ExpressionAttributeValues: Object.fromEntries(
          Object.entries(values).map(([name, value]) => [name, { N: String(value) }]),
        ),
      }),
    );
  return {
    take: (owner, window, limit) =>
      limit === 0
        ? Promise.resolve(false)
        : unlessRefused(
            update(
              windowKey(owner, window),
              'ADD calls :one SET expires = :expires',
              'attribute_not_exists(calls) OR calls < :limit',
              { ':one': 1, ':limit': limit, ':expires': window.endsAt + KEPT_AFTER_END },
            ),
          ),
    giveBack: async (owner, window) => {
      await unlessRefused(
        update(windowKey(owner, window), 'ADD calls :less', 'calls > :none', { ':less': -1, ':none': 0 }),
      );
    },
    pour: (owner, bucket, now) => pour(update, `bucket#${owner}`, bucket, now),
    used: (owner, window) => used(client, table, windowKey(owner, window)),
  };
}

type Update = (
  pk: string,
  expression: string,
  condition: string,
  values: Record<string, number>,
) => Promise<unknown>;

/**
 * `admit` of the rules as conditional writes: a bucket in use runs on, an idle one starts afresh. Of several calls
 * that find it idle one starts it; the others then find it in use, which is why that is tried once more.
 */
async function pour(
  update: Update,
  pk: string,
  { spacing, tolerance }: Bucket,
  now: number,
): Promise<boolean> {
  const runOn = () =>
    unlessRefused(
      update(pk, 'SET arrival = arrival + :spacing', 'arrival BETWEEN :now AND :latest', {
        ':spacing': spacing,
        ':now': now,
        ':latest': now + tolerance,
      }),
    );
  const startAfresh = () =>
    unlessRefused(
      update(pk, 'SET arrival = :next', 'attribute_not_exists(arrival) OR arrival < :now', {
        ':next': now + spacing,
        ':now': now,
      }),
    );
  return (await runOn()) || (await startAfresh()) || runOn();
}

async function used(client: DynamoDBClient, table: string, pk: string): Promise<number> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: { pk: { S: pk } }, ConsistentRead: true }),
  );
  return Number(Item?.calls?.N ?? 0);
}

function windowKey(owner: string, window: Window): string {
  return `calls#${owner}#${window.name}#${window.endsAt}`;
}
