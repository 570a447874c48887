import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { ListHealthChecksCommand, type Route53Client } from '@aws-sdk/client-route-53';
import { MEASURING_NAMESPACE } from '../promises/availability/measuring-names.ts';
import type { Interval } from '../promises/availability/spans.ts';

/** A call takes at most 500 metrics (AWS fact 19). */
const METRICS_PER_CALL = 500;
const POINTS_PER_CALL = 100_800;

/** Every health check of the account by what it asks. Reading is all that is done with Route 53's control plane. */
export async function listHealthChecks(client: Route53Client) {
  const checks: { id: string; host: string; path: string }[] = [];
  let Marker: string | undefined;
  do {
    const page = await client.send(new ListHealthChecksCommand(Marker ? { Marker } : {}));
    for (const { Id, HealthCheckConfig } of page.HealthChecks ?? []) {
      const { FullyQualifiedDomainName: host, ResourcePath: path } = HealthCheckConfig ?? {};
      if (Id && host && path) checks.push({ id: Id, host, path });
    }
    Marker = page.NextMarker;
  } while (Marker);
  return checks;
}

function queryOf(id: string, at: number): MetricDataQuery {
  return {
    Id: `m${at}`,
    Label: id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/Route53',
        MetricName: 'HealthCheckStatus',
        Dimensions: [{ Name: 'HealthCheckId', Value: id }],
      },
      Period: 60,
      Stat: 'Minimum',
    },
  };
}

interface Points {
  readonly times: number[];
  readonly up: number[];
}

/** The status of health checks minute by minute; the client must be one of us-east-1 (AWS fact 20). */
export async function healthPoints(
  client: CloudWatchClient,
  ids: readonly string[],
  [from, until]: Interval,
): Promise<ReadonlyMap<string, Points>> {
  const all = new Map<string, Points>(ids.map(id => [id, { times: [], up: [] }]));
  for (let at = 0; at < ids.length; at += METRICS_PER_CALL) {
    const MetricDataQueries = ids.slice(at, at + METRICS_PER_CALL).map(queryOf);
    let NextToken: string | undefined;
    do {
      const answer = await client.send(
        new GetMetricDataCommand({
          MetricDataQueries,
          StartTime: new Date(from * 1000),
          EndTime: new Date(until * 1000),
          ScanBy: 'TimestampAscending',
          MaxDatapoints: POINTS_PER_CALL,
          ...(NextToken ? { NextToken } : {}),
        }),
      );
      for (const { Label = '', Timestamps = [], Values = [] } of answer.MetricDataResults ?? []) {
        const points = all.get(Label);
        points?.times.push(...Timestamps.map(time => time.getTime() / 1000));
        points?.up.push(...Values.map(value => (value >= 1 ? 1 : 0)));
      }
      NextToken = answer.NextToken;
    } while (NextToken);
  }
  return all;
}

/** Says how measuring goes, on which constructs put alarms. */
export async function putMeasuring(
  client: CloudWatchClient,
  environment: string,
  values: Readonly<Record<string, number>>,
): Promise<void> {
  await client.send(
    new PutMetricDataCommand({
      Namespace: MEASURING_NAMESPACE,
      MetricData: Object.entries(values).map(([MetricName, Value]) => ({
        MetricName,
        Value,
        Dimensions: [{ Name: 'Environment', Value: environment }],
      })),
    }),
  );
}
