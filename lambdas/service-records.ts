import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { writerOf } from '../lib/aws/failover/service-writer.ts';
import { Connections, NoDatabaseError, type Sql } from '../lib/aws/postgres.ts';
import { prepareRecords } from '../lib/aws/records.ts';
import { answer } from '../lib/aws/service.ts';
import { setting } from '../lib/aws/settings.ts';
import type { DatabasePlace } from '../lib/promises/databases/place.ts';

const places: Readonly<Record<string, DatabasePlace>> = JSON.parse(setting('DATABASES'));
const maxBytes: Readonly<Record<string, number>> = JSON.parse(setting('MAX_BYTES'));
const connections = new Connections();
const writer = writerOf(process.env);
const prepared = new Set<string>();

/** The reference service: a tenant's records, in the database of its plan. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const plan = String(event.requestContext.authorizer?.plan ?? '');
  return answer(
    {
      method: event.httpMethod,
      headers: event.headers,
      body: event.body,
      id: event.pathParameters?.id,
      tenant: String(event.requestContext.authorizer?.tenant ?? ''),
      plan,
    },
    maxBytes[plan],
    event.httpMethod === 'GET' ? onDatabase : whileWriter,
  );
}

/** Only the region that holds the lease writes, so that two never do. */
async function whileWriter<T>(plan: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  await writer?.require();
  return onDatabase(plan, work);
}

async function onDatabase<T>(plan: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const place = places[plan];
  if (!place) throw new NoDatabaseError(`plan ${plan} has no database here`);
  return connections.use(place, async sql => {
    if (!prepared.has(plan)) {
      await prepareRecords(sql);
      prepared.add(plan);
    }
    return work(sql);
  });
}
