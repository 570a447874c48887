import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { z } from 'zod';
import { isRefusal, type Line, nextLine, type Refusal } from '../promises/incidents/log.ts';

/** What is said of incidents, of maintenance, and which windows the measurement was told of. */
export type NoticeKind = 'incident' | 'maintenance' | 'excluded';

/** The log of notices: lines are added to it, and nothing in it is ever changed or taken away. */
export interface NoticeStore {
  /** Every line of a kind, as of the latest write. @throws z.ZodError when one is not what was written. */
  lines<Said>(kind: NoticeKind, said: z.ZodType<Said>): Promise<readonly Line<Said>[]>;
  /** False when the notice has a line of that sequence already; nothing was written then. */
  add(kind: NoticeKind, line: Line<unknown>): Promise<boolean>;
}

/** The log in a table with the keys `kind` (S) and `entry` (S). Reads are consistent (AWS fact 26). */
export function dynamoNotices(client: DynamoDBDocumentClient, TableName: string): NoticeStore {
  return {
    lines: async (kind, said) => {
      const found: Line<z.output<typeof said>>[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await client.send(new QueryCommand({ ...queryOf(TableName, kind), ExclusiveStartKey }));
        found.push(...(page.Items ?? []).map(item => lineOf(item, said)));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return found;
    },
    add: async (kind, { said, ...line }) => {
      const entry = `${line.id}#${String(line.sequence).padStart(6, '0')}`;
      const Item = { kind, entry, ...line, said: JSON.stringify(said) };
      const ConditionExpression = 'attribute_not_exists(kind)';
      try {
        await client.send(new PutCommand({ TableName, Item, ConditionExpression }));
        return true;
      } catch (cause) {
        if (cause instanceof ConditionalCheckFailedException) return false;
        throw cause;
      }
    },
  };
}

function queryOf(TableName: string, kind: NoticeKind) {
  return {
    TableName,
    ConsistentRead: true,
    KeyConditionExpression: '#kind = :kind',
    ExpressionAttributeNames: { '#kind': 'kind' },
    ExpressionAttributeValues: { ':kind': kind },
  };
}

function lineOf<Said>(item: Readonly<Record<string, unknown>>, said: z.ZodType<Said>): Line<Said> {
  return {
    id: String(item.id),
    sequence: Number(item.sequence),
    at: Number(item.at),
    by: String(item.by),
    said: said.parse(JSON.parse(String(item.said))),
  };
}

/** What somebody wants to say, before it has its place in the log. */
export type Wanted<Said> = Pick<Line<Said>, 'id' | 'by' | 'said'>;

const ATTEMPTS = 10;

/**
 * Adds a line unless it is refused, judged on the lines as they are. Losing a race means reading again and judging
 * again. @throws Error after ten lost races.
 */
export async function say<Said>(
  store: NoticeStore,
  log: { readonly kind: NoticeKind; readonly schema: z.ZodType<Said> },
  wanted: Wanted<Said>,
  judge: (lines: readonly Line<Said>[], now: number) => Refusal | undefined,
): Promise<Line<Said> | Refusal> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const lines = await store.lines(log.kind, log.schema);
    const at = Math.floor(Date.now() / 1000);
    const refusal = judge(lines, at);
    if (refusal && isRefusal(refusal)) return refusal;
    const line = nextLine(lines, { ...wanted, at });
    if (await store.add(log.kind, line)) return line;
  }
  throw new Error(`the notice ${wanted.id} is written by others all the time; try again`);
}
