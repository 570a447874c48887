import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { timeText } from '../promises/performance/events.ts';
import type { StepEvent } from '../promises/performance/rules.ts';

/**
 * The events of every tenant, as a set: the same event written twice, late or in any order gives the same. Nothing is
 * ever changed, so that two writers at once cannot harm each other.
 */
export interface StepStore {
  /** Adds an event; one that is there stays as it is. */
  add(event: StepEvent): Promise<void>;
  /** The events of one tenant from a time to another, both included; epoch milliseconds. */
  read(tenant: string, from: number, until: number): Promise<readonly StepEvent[]>;
}

/** A year and a month: so long a month's statement can still be computed again from its events. */
const KEPT = 396 * 86_400;

/** Separates what a sort key consists of; it cannot be in a time, and sorts before everything a name has. */
const MARK = '#';
/** Sorts behind every name. */
const LAST = '\uffff';

function keyOf({ tenant, subject, event, at }: StepEvent) {
  return { tenant, at: [timeText(at), event, subject].join(MARK) };
}

function eventOf(item: Readonly<Record<string, unknown>>): StepEvent {
  const { tenant, subject, event, time } = item;
  return { tenant: String(tenant), subject: String(subject), event: String(event), at: Number(time) };
}

/** Events in a table with the keys `tenant` (S) and `at` (S); reads are consistent (AWS fact 26). */
export function dynamoSteps(client: DynamoDBDocumentClient, TableName: string): StepStore {
  return {
    add: async event => {
      const { subject, event: name, at: time } = event;
      const expires = Math.floor(time / 1000) + KEPT;
      const Item = { ...keyOf(event), subject, event: name, time, expires };
      await client.send(new PutCommand({ TableName, Item }));
    },
    read: async (tenant, from, until) => {
      const events: StepEvent[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName,
            ConsistentRead: true,
            KeyConditionExpression: 'tenant = :tenant AND #at BETWEEN :from AND :until',
            ExpressionAttributeNames: { '#at': 'at' },
            ExpressionAttributeValues: {
              ':tenant': tenant,
              ':from': timeText(from),
              ':until': `${timeText(until)}${MARK}${LAST}`,
            },
            ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
          }),
        );
        events.push(...(page.Items ?? []).map(eventOf));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return events;
    },
  };
}
