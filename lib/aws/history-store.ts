import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import {
  byDay,
  dayOf,
  join,
  type Reach,
  type Seen,
  spansIn,
  UNSEEN,
} from '../promises/availability/collected.ts';
import { EXCLUSIONS } from '../promises/availability/measuring-names.ts';
import type { Interval } from '../promises/availability/spans.ts';

/** The history of every component, as the table holds it: one item for each series and UTC day. */
export interface HistoryStore {
  reach(series: string): Promise<Reach | undefined>;
  merge(series: string, seen: Seen): Promise<void>;
  advance(series: string, reach: Reach): Promise<void>;
  /** Everything seen on the days that a window touches. */
  read(series: string, window: Interval): Promise<Seen>;
  /** Decided exclusions, as they were written. */
  exclusions(): Promise<readonly unknown[]>;
  /** False when one with that id was written before: none is ever changed. */
  exclude(id: string, exclusion: unknown): Promise<boolean>;
}

type Item = Readonly<Record<string, unknown>>;

/** Sorts behind every day. */
const REACH = 'reach';
const ATTEMPTS = 10;

function seenOf(item: Item | undefined): Seen {
  if (!item) return UNSEEN;
  return { seen: spansIn(String(item.seen)), down: spansIn(String(item.down)) };
}

function isRefused(cause: unknown): boolean {
  return cause instanceof ConditionalCheckFailedException;
}

/**
 * A history in a table with the keys `series` (S) and `day` (S). Days are joined under a version, so that two
 * collectors at once lose nothing; reads are consistent (AWS fact 26).
 */
export function dynamoHistory(client: DynamoDBDocumentClient, TableName: string): HistoryStore {
  const get = async (series: string, day: string): Promise<Item | undefined> =>
    (await client.send(new GetCommand({ TableName, Key: { series, day }, ConsistentRead: true }))).Item;

  const tryMerge = async (series: string, day: string, more: Seen): Promise<boolean> => {
    const item = await get(series, day);
    const before = seenOf(item);
    const after = join(before, more);
    if (JSON.stringify(after) === JSON.stringify(before)) return true;
    const version = Number(item?.version ?? 0);
    const Item = {
      series,
      day,
      seen: JSON.stringify(after.seen),
      down: JSON.stringify(after.down),
      version: version + 1,
    };
    const condition = item
      ? { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': version } }
      : { ConditionExpression: 'attribute_not_exists(series)' };
    return accepted(client.send(new PutCommand({ TableName, Item, ...condition })));
  };

  const mergeDay = async (series: string, day: string, more: Seen): Promise<void> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) if (await tryMerge(series, day, more)) return;
    throw new Error(`the history of ${series} on ${day} is written by others all the time; try again`);
  };

  return {
    reach: async series => {
      const item = await get(series, REACH);
      // After a crash between the two there is one end, which says nothing: everything is asked for again.
      if (item?.since === undefined || item.until === undefined) return undefined;
      return { since: Number(item.since), until: Number(item.until) };
    },
    merge: async (series, seen) => {
      for (const [day, part] of byDay(seen)) await mergeDay(series, day, part);
    },
    advance: async (series, reach) => {
      for (const command of advanceCommands(TableName, series, reach)) await accepted(client.send(command));
    },
    read: async (series, [from, until]) => {
      const days = await query(client, {
        TableName,
        KeyConditionExpression: 'series = :series AND #day BETWEEN :from AND :until',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':series': series, ':from': dayOf(from), ':until': dayOf(until) },
      });
      return days.map(seenOf).reduce(join, UNSEEN);
    },
    exclude: (id, exclusion) =>
      accepted(
        client.send(
          new PutCommand({
            TableName,
            Item: { series: EXCLUSIONS, day: id, exclusion: JSON.stringify(exclusion) },
            ConditionExpression: 'attribute_not_exists(series)',
          }),
        ),
      ),
    exclusions: async () => {
      const items = await query(client, {
        TableName,
        KeyConditionExpression: 'series = :series',
        ExpressionAttributeValues: { ':series': EXCLUSIONS },
      });
      return items.map(({ exclusion }): unknown => JSON.parse(String(exclusion)));
    },
  };
}

/**
 * The two ends by themselves, each only outwards: a longer window that is read again may find points before the first
 * one, and a shorter one must not take anything back.
 */
function advanceCommands(TableName: string, series: string, { since, until }: Reach): UpdateCommand[] {
  const outwards = [
    { end: 'since', value: since, if: '#end > :value' },
    { end: 'until', value: until, if: '#end < :value' },
  ] as const;
  return outwards.map(
    ({ end, value, if: condition }) =>
      new UpdateCommand({
        TableName,
        Key: { series, day: REACH },
        UpdateExpression: 'SET #end = :value',
        ConditionExpression: `attribute_not_exists(#end) OR ${condition}`,
        ExpressionAttributeNames: { '#end': end },
        ExpressionAttributeValues: { ':value': value },
      }),
  );
}

/** False when the condition of a write did not hold. */
async function accepted(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (cause) {
    if (isRefused(cause)) return false;
    throw cause;
  }
}

async function query(
  client: DynamoDBDocumentClient,
  input: ConstructorParameters<typeof QueryCommand>[0],
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        ...input,
        ConsistentRead: true,
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}
