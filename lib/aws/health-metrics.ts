import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { ListHealthChecksCommand, type Route53Client } from '@aws-sdk/client-route-53';
import { MEASURING_NAMESPACE } from '../promises/availability/measuring-names.ts';
import type { MetricPoints, MetricQuery } from '../promises/availability/sources.ts';
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

function queryOf(
  { id, namespace, metric, dimensions, statistic, period }: MetricQuery,
  at: number,
): MetricDataQuery {
  return {
    Id: `m${at}`,
    Label: id,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metric,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: period,
      Stat: statistic,
    },
  };
}

interface Points {
  readonly times: number[];
  readonly values: number[];
}

async function addPoints(
  client: CloudWatchClient,
  queries: readonly MetricQuery[],
  [from, until]: Interval,
  all: ReadonlyMap<string, Points>,
): Promise<void> {
  let NextToken: string | undefined;
  do {
    const answer = await client.send(
      new GetMetricDataCommand({
        MetricDataQueries: queries.map(queryOf),
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
      points?.values.push(...Values);
    }
    NextToken = answer.NextToken;
  } while (NextToken);
}

/** The points of metrics by the ids of their queries, all pages of them; at most 500 metrics a call (AWS fact 19). */
export async function metricPoints(
  client: CloudWatchClient,
  queries: readonly MetricQuery[],
  window: Interval,
): Promise<ReadonlyMap<string, MetricPoints>> {
  const all = new Map<string, Points>(queries.map(({ id }) => [id, { times: [], values: [] }]));
  for (let at = 0; at < queries.length; at += METRICS_PER_CALL) {
    await addPoints(client, queries.slice(at, at + METRICS_PER_CALL), window, all);
  }
  return all;
}

/** The status of health checks minute by minute; the client must be one of us-east-1 (AWS fact 20). */
export async function healthPoints(
  client: CloudWatchClient,
  ids: readonly string[],
  window: Interval,
): Promise<ReadonlyMap<string, { readonly times: readonly number[]; readonly up: readonly number[] }>> {
  const queries = ids.map(
    (id): MetricQuery => ({
      id,
      ...{ namespace: 'AWS/Route53', metric: 'HealthCheckStatus', statistic: 'Minimum', period: 60 },
      dimensions: { HealthCheckId: id },
    }),
  );
  const points = await metricPoints(client, queries, window);
  return new Map(
    [...points].map(([id, { times, values }]) => [
      id,
      { times, up: values.map(value => (value >= 1 ? 1 : 0)) },
    ]),
  );
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
