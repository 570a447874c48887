import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { PROMISED_SECONDS, STEPS_NAMESPACE, stepDimensions } from '../../promises/performance/names.ts';
import type { Party } from '../../promises/performance/parties.ts';
import { mark } from '../mark.ts';

export interface OverviewProps {
  readonly name: string;
  readonly service: string;
  readonly databases: readonly { readonly identifier: string; readonly cluster: boolean }[];
  readonly alarmArns: readonly string[];
  /** Those to whom times of steps were promised. @default none */
  readonly parties?: readonly Party[];
}

/** AWS's widest dashboard is 24 columns; a status widget takes at most 100 alarms. */
const WIDTH = 24;
const MOST_ALARMS = 100;

/** One page: what rings, what callers see, how the databases are. */
export function addOverview(scope: Construct, id: string, props: OverviewProps): void {
  const { region } = Stack.of(scope);
  const api = (metric: string, options: object) => [
    'AWS/ApiGateway',
    metric,
    'ApiName',
    props.service,
    options,
  ];
  const databases = props.databases.map(({ identifier, cluster }) => [
    ...['AWS/RDS', 'CPUUtilization', cluster ? 'DBClusterIdentifier' : 'DBInstanceIdentifier', identifier],
  ]);
  const widgets = [
    {
      ...{ type: 'alarm', x: 0, y: 0, width: WIDTH, height: 4 },
      properties: { title: 'What rings', alarms: props.alarmArns.slice(0, MOST_ALARMS) },
    },
    chart(0, 'Calls', region, [
      api('Count', { stat: 'Sum' }),
      api('4XXError', { stat: 'Sum' }),
      api('5XXError', { stat: 'Sum' }),
    ]),
    chart(8, 'Latency', region, [api('Latency', { stat: 'p50' }), api('Latency', { stat: 'p99' })]),
    chart(16, 'Database CPU', region, databases),
    ...(props.parties ?? []).map((party, at) => stepsOf(party, at, props.name, region)),
  ];
  const dashboard = new cloudwatch.CfnDashboard(scope, id, {
    dashboardName: props.name,
    dashboardBody: Stack.of(scope).toJsonString({ widgets }),
  });
  mark(dashboard, { promise: 'monitoring', role: 'dashboard' });
}

function chart(x: number, title: string, region: string, metrics: readonly unknown[]) {
  return { type: 'metric', x, y: 4, width: 8, height: 6, properties: { title, region, metrics, period: 60 } };
}

/** How long a party's steps take, each with a line at the time that was promised. */
function stepsOf({ party, steps }: Party, at: number, environment: string, region: string) {
  const named = Object.entries(steps);
  const metrics = named.map(([name]) => [
    ...[STEPS_NAMESPACE, PROMISED_SECONDS],
    ...Object.entries(stepDimensions(environment, party, name)).flat(),
    { label: name, stat: 'Maximum' },
  ]);
  const horizontal = named.map(([name, { within }]) => ({
    label: `${name}: ${within.text}`,
    value: within.seconds,
  }));
  const look = { annotations: { horizontal }, yAxis: { left: { label: 'seconds', showUnits: false } } };
  const properties = { title: `Steps of ${party}`, region, metrics, period: 300, ...look };
  const place = { x: (at % 2) * 12, y: 10 + Math.floor(at / 2) * 6, width: 12, height: 6 };
  return { type: 'metric', ...place, properties };
}
