import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

interface Dynalite {
  listen(port: number, ready: () => void): unknown;
  address(): AddressInfo;
  close(done: () => void): unknown;
}

declare const require: (name: string) => (options: { createTableMs: number }) => Dynalite;

/** A request that a function sent to S3, SNS or Lambda. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

const KEYS: Readonly<Record<string, readonly [string, string]>> = {
  notices: ['kind', 'entry'],
  'page-history': ['series', 'day'],
  history: ['series', 'day'],
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}

/**
 * What the functions of the status page need of AWS: a real store, everything they send written down, and nothing
 * that answers for health checks, as when those cannot be asked.
 */
export async function awsForPages() {
  const sent: Sent[] = [];
  const dynamo = require('dynalite')({ createTableMs: 0 });
  await new Promise<void>(resolve => dynamo.listen(0, resolve));
  const others = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    sent.push({ method, path: url, body: await bodyOf(request) });
    const xml = '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>';
    response.setHeader('connection', 'close').end(url === '/' ? xml : '');
  });
  await new Promise<void>(resolve => others.listen(0, resolve));
  const { port } = others.address() as AddressInfo;
  const store = `http://127.0.0.1:${dynamo.address().port}`;
  const rest = `http://127.0.0.1:${port}`;
  Object.assign(process.env, {
    ...{ AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    ...{ AWS_ENDPOINT_URL_DYNAMODB: store, AWS_ENDPOINT_URL_S3: rest, AWS_ENDPOINT_URL_SNS: rest },
    ...{ AWS_ENDPOINT_URL_LAMBDA: rest, AWS_MAX_ATTEMPTS: '1', POWERTOOLS_LOG_LEVEL: 'SILENT' },
    ...{ AWS_ENDPOINT_URL_CLOUDWATCH: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_ROUTE_53: 'http://127.0.0.1:1' },
  });
  const client = new DynamoDBClient({});
  return {
    sent,
    database: DynamoDBDocumentClient.from(client),
    /** Makes a table under its name. */
    table: async (TableName: string) => {
      const [hash = '', range = ''] = KEYS[TableName] ?? [];
      await client.send(
        new CreateTableCommand({
          ...{ TableName, BillingMode: 'PAY_PER_REQUEST' },
          KeySchema: [
            { AttributeName: hash, KeyType: 'HASH' },
            { AttributeName: range, KeyType: 'RANGE' },
          ],
          AttributeDefinitions: [hash, range].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
        }),
      );
      await new Promise(resolve => setTimeout(resolve, 30));
    },
    stop: async () => {
      client.destroy();
      others.closeAllConnections();
      others.close();
      await new Promise<void>(resolve => dynamo.close(() => resolve()));
    },
  };
}
