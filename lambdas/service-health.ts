import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { writerOf } from '../lib/aws/failover/service-writer.ts';
import { databaseIsHealthy } from '../lib/aws/health.ts';
import { log } from '../lib/aws/log.ts';
import { Connections } from '../lib/aws/postgres.ts';
import { json, statusOf } from '../lib/aws/replies.ts';
import { setting } from '../lib/aws/settings.ts';
import type { DatabasePlace } from '../lib/promises/databases/place.ts';

const places: Readonly<Record<string, DatabasePlace>> = JSON.parse(setting('DATABASES'));
const components: Readonly<Record<string, string>> = JSON.parse(setting('COMPONENTS'));
const connections = new Connections();
const writer = writerOf(process.env);

/**
 * 200 when every database answers and takes writes, else 503: a component is never healthier than its data. `writes`
 * tells whether this region is the one that may.
 */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const component = components[event.resource] ?? event.resource;
  try {
    const checks = Object.values(places).map(place =>
      connections.use(place, sql => databaseIsHealthy(sql, component)),
    );
    const healthy = (await Promise.all(checks)).every(Boolean);
    const writes = (await writer?.mayWrite()) ?? true;
    return json(healthy ? 200 : 503, { component, healthy, writes });
  } catch (error) {
    log.error('The database could not be asked', { component, error: String(error) });
    return json(Math.max(503, statusOf(error)), { component, healthy: false });
  }
}
