import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { Route53Client } from '@aws-sdk/client-route-53';
import { listHealthChecks } from '../../lib/aws/health-metrics.ts';
import type { Collected } from '../../lib/history/collect.ts';
import { allSeries } from '../../lib/promises/availability/measured-series.ts';
import { collectorName } from '../../lib/promises/availability/measuring-names.ts';
import { type Month, monthAt, monthOf } from '../../lib/promises/availability/month.ts';
import { HEALTH_REGION } from '../../lib/promises/availability/region.ts';
import type { Interval } from '../../lib/promises/availability/spans.ts';
import { at } from './clock.ts';
import { invoke } from './functions.ts';
import type { Deployment } from './world.ts';

const MINUTE = 60;
const HOUR = 3600;
export const DAY = 86_400;

/** PutMetricData takes no more of them at once. */
const POINTS_PER_CALL = 1000;

/** The months that are over and may be closed by now, the latest last. */
export function closableMonths({ agreement }: Deployment, count: number): readonly Month[] {
  const { zone } = agreement;
  const settled = Date.now() / 1000 - DAY - 3 * HOUR;
  const months: Month[] = [];
  for (let before = monthOf(monthAt(settled, zone), zone); months.length < count; ) {
    before = monthOf(monthAt(before.window[0] - 1, zone), zone);
    months.unshift(before);
  }
  return months;
}

/** What a health check reported, minute by minute: down in the outages, up otherwise. */
export async function report(
  deployment: Deployment,
  series: string,
  [from, until]: Interval,
  outages: readonly Interval[],
): Promise<void> {
  const Dimensions = [{ Name: 'HealthCheckId', Value: await healthCheckOf(deployment, series) }];
  const isDown = (time: number) => outages.some(([start, end]) => time >= start && time < end);
  const client = new CloudWatchClient({ region: HEALTH_REGION });
  for (let start = from; start < until; start += POINTS_PER_CALL * MINUTE) {
    const count = Math.min(POINTS_PER_CALL, (until - start) / MINUTE);
    const times = Array.from({ length: count }, (_, i) => start + i * MINUTE);
    const MetricData = times.map(time => ({
      ...{ MetricName: 'HealthCheckStatus', Dimensions },
      Timestamp: new Date(time * 1000),
      Value: isDown(time) ? 0 : 1,
    }));
    await client.send(new PutMetricDataCommand({ Namespace: 'AWS/Route53', MetricData }));
  }
}

async function healthCheckOf({ agreement, environment }: Deployment, series: string): Promise<string> {
  const wanted = allSeries(agreement, environment).find(one => one.series === series);
  const checks = await listHealthChecks(new Route53Client({ region: HEALTH_REGION }));
  const found = checks.find(({ host, path }) => host === wanted?.host && path === wanted.path);
  if (!found) throw new Error(`${series} has no health check`);
  return found.id;
}

/** Runs the deployed collector as it would have run then, with the input that its schedule gives it. */
export function collectAt(deployment: Deployment, instant: number): Promise<Collected> {
  const name = collectorName(deployment.name);
  const collector = { name, region: deployment.environment.primary.region };
  return at(instant, collector, () => invoke<Collected>(collector, scheduledInput(deployment, name)));
}

function scheduledInput({ assembly }: Deployment, name: string): unknown {
  const schedule = assembly.resources.find(
    ({ type, properties }) => type === 'AWS::Scheduler::Schedule' && properties.Name === name,
  );
  const target = schedule?.properties.Target;
  const input = typeof target === 'object' && target !== null && 'Input' in target ? target.Input : undefined;
  return JSON.parse(String(input));
}

/** Collects a month as it passed: every fortnight, and once more a day after its end, when it may be closed. */
export async function collectMonth(
  deployment: Deployment,
  { window: [from, until] }: Month,
): Promise<Collected> {
  for (const days of [14, 28]) await collectAt(deployment, from + days * DAY);
  return collectAt(deployment, until + DAY + 2 * HOUR);
}
