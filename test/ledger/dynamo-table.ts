import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoHistory, type HistoryStore } from '../../lib/aws/history-store.ts';
import { dynamoSteps, type StepStore } from '../../lib/aws/step-store.ts';
import { dynamoStore } from '../../lib/ledger/dynamo-store.ts';
import type { LedgerStore } from '../../lib/ledger/store.ts';

interface Dynalite {
  listen(port: number, ready: (error?: Error) => void): unknown;
  address(): unknown;
  close(done: () => void): unknown;
}

declare const require: (name: string) => (options: { createTableMs: number }) => Dynalite;

function portOf(address: unknown): number {
  if (typeof address === 'object' && address !== null && 'port' in address) return Number(address.port);
  throw new Error('DynamoDB has no port');
}

/** A DynamoDB in this process (dynalite), with a fresh table for every store that is opened. */
export function dynamoTable() {
  const server = require('dynalite')({ createTableMs: 0 });
  let client: DynamoDBClient | undefined;
  let tables = 0;

  async function start(): Promise<DynamoDBClient> {
    await new Promise<void>((resolve, reject) =>
      server.listen(0, error => (error ? reject(error) : resolve())),
    );
    return new DynamoDBClient({
      endpoint: `http://127.0.0.1:${portOf(server.address())}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  }

  /** A fresh table with these keys. */
  async function table(hash: string, range: string, type: 'S' | 'N') {
    client ??= await start();
    const TableName = `table-${++tables}`;
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: hash, KeyType: 'HASH' },
          { AttributeName: range, KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: hash, AttributeType: 'S' },
          { AttributeName: range, AttributeType: type },
        ],
      }),
    );
    await new Promise(resolve => setTimeout(resolve, 20));
    return { client: DynamoDBDocumentClient.from(client), TableName };
  }

  return {
    async open(): Promise<LedgerStore> {
      const made = await table('tenant', 'sequence', 'N');
      return dynamoStore(made.client, made.TableName);
    },
    async openHistory(): Promise<HistoryStore> {
      const made = await table('series', 'day', 'S');
      return dynamoHistory(made.client, made.TableName);
    },
    async openSteps(): Promise<StepStore> {
      const made = await table('tenant', 'at', 'S');
      return dynamoSteps(made.client, made.TableName);
    },
    async stop(): Promise<void> {
      client?.destroy();
      if (client) await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}
