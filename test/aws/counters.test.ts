import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoCallers } from '../../lib/aws/callers.ts';
import { type Counters, dynamoCounters } from '../../lib/aws/counters.ts';
import { dynamoWarned } from '../../lib/aws/warnings.ts';

interface Dynalite {
  listen(port: number, ready: () => void): { address(): { port: number } };
  close(done: () => void): void;
}

declare const require: (name: string) => (options: { createTableMs: number }) => Dynalite;

const window = { name: '2026-03-01', startsAt: 0, endsAt: 2_000_000_000 };
const server = require('dynalite')({ createTableMs: 0 });
let client: DynamoDBClient;
let counters: Counters;

beforeAll(async () => {
  const port = await new Promise<number>(resolve => {
    const listening = server.listen(0, () => resolve(listening.address().port));
  });
  client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await client.send(
    new CreateTableCommand({
      TableName: 'limits',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  );
  await new Promise(resolve => setTimeout(resolve, 30));
  counters = dynamoCounters(client, 'limits');
});

afterAll(async () => {
  client.destroy();
  await new Promise<void>(resolve => server.close(resolve));
});

test('however many calls come at once, exactly the limit passes and no refused call is counted (CAP-5)', async () => {
  const answers = await Promise.all(Array.from({ length: 60 }, () => counters.take('oak', window, 25)));
  expect(answers.filter(Boolean)).toHaveLength(25);
  expect(await counters.used('oak', window)).toBe(25);
});

test('a limit of nothing lets nothing pass', async () => {
  expect(await counters.take('elm', window, 0)).toBe(false);
  expect(await counters.used('elm', window)).toBe(0);
});

test('what is given back can be taken again, and never more than was taken', async () => {
  await counters.take('fir', window, 1);
  await counters.giveBack('fir', window);
  await counters.giveBack('fir', window);
  expect(await counters.used('fir', window)).toBe(0);
  expect(await counters.take('fir', window, 1)).toBe(true);
});

test('however many calls come at once, exactly the burst passes, and then one per spacing', async () => {
  const bucket = { spacing: 100_000, tolerance: 900_000 };
  const now = 1_767_225_600_000_000;
  const answers = await Promise.all(Array.from({ length: 40 }, () => counters.pour('ash', bucket, now)));
  expect(answers.filter(Boolean)).toHaveLength(10);
  expect(await counters.pour('ash', bucket, now + 99_999)).toBe(false);
  expect(await counters.pour('ash', bucket, now + 100_000)).toBe(true);
  expect(await counters.pour('ash', bucket, now + 100_000)).toBe(false);
});

test('a key is found by its value, and its value is nowhere in the table', async () => {
  const callers = dynamoCallers(client, 'limits');
  await callers.put('a-secret-key', { tenant: 'oak', plan: 'small', keyId: 'k1' });
  expect(await callers.find('a-secret-key')).toEqual({ tenant: 'oak', plan: 'small', keyId: 'k1' });
  expect(await callers.find('another')).toBeUndefined();
  expect(await callers.all()).toEqual([{ tenant: 'oak', plan: 'small', keyId: 'k1' }]);
});

test('a late duplicate does not take warned usage back', async () => {
  const warned = dynamoWarned(client, 'limits');
  await warned.write('oak', window, 900);
  await warned.write('oak', window, 100);
  expect(await warned.read('oak', window)).toBe(900);
});
