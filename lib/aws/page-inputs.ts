import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

/** What the page was last made of. */
export interface PageInputs {
  keep(input: unknown): Promise<void>;
  /** Undefined before the first one. */
  last(): Promise<unknown>;
}

/** Beside the series, under a name that no series has: theirs have a slash. */
const Key = { series: 'page', day: 'input' };

export function pageInputs(client: DynamoDBDocumentClient, TableName: string): PageInputs {
  return {
    keep: async input => {
      const Item = { ...Key, input: JSON.stringify(input) };
      await client.send(new PutCommand({ TableName, Item }));
    },
    last: async () => {
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item === undefined ? undefined : JSON.parse(String(Item.input));
    },
  };
}
