import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Route53Client } from '@aws-sdk/client-route-53';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { healthPoints, listHealthChecks, metricPoints, putMeasuring } from '../lib/aws/health-metrics.ts';
import { dynamoHistory } from '../lib/aws/history-store.ts';
import { log } from '../lib/aws/log.ts';
import { setting } from '../lib/aws/settings.ts';
import { type Collected, collect } from '../lib/history/collect.ts';
import { readFurther } from '../lib/promises/availability/further-sources.ts';
import { readSeries } from '../lib/promises/availability/measured-series.ts';
import { COLLECTED, HOLE_SECONDS } from '../lib/promises/availability/measuring-names.ts';
import { HEALTH_REGION } from '../lib/promises/availability/region.ts';

const health = new CloudWatchClient({ region: HEALTH_REGION });
const own = new CloudWatchClient({});
const route53 = new Route53Client({});
const history = dynamoHistory(DynamoDBDocumentClient.from(new DynamoDBClient({})), setting('HISTORY'));

/** Brings the status of health checks into the history before CloudWatch forgets it (NODE-1, OPS-1; AWS fact 18). */
export async function handler(event: unknown): Promise<Collected> {
  const collected = await collect(
    {
      ...history,
      healthChecks: () => listHealthChecks(route53),
      points: (ids, window) => healthPoints(health, ids, window),
      metrics: (queries, window) => metricPoints(own, queries, window),
    },
    readSeries(event),
    Date.now() / 1000,
    readFurther(event),
  );
  if (collected.unchecked.length > 0) log.warn('no health check', { series: collected.unchecked });
  await putMeasuring(own, setting('ENVIRONMENT'), {
    [HOLE_SECONDS]: collected.holeSeconds,
    [COLLECTED]: 1,
  });
  return collected;
}
