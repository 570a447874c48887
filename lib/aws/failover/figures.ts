import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { FAILOVER_NAMESPACE, FIGURES } from '../../promises/failover/names.ts';
import type { FailoverReport } from '../../promises/failover/report.ts';
import type { Divert } from './ports.ts';

/** Puts figures of a service, each of which is 0 or 1. */
export async function putFigures(
  service: string,
  figures: Partial<Record<keyof typeof FIGURES, boolean>>,
  client = new CloudWatchClient({}),
): Promise<void> {
  const MetricData = Object.entries(FIGURES).flatMap(([name, MetricName]) => {
    const found = Object.entries(figures).find(([key]) => key === name);
    const Dimensions = [{ Name: 'Service', Value: service }];
    return found ? [{ MetricName, Dimensions, Value: found[1] ? 1 : 0, Unit: 'Count' as const }] : [];
  });
  await client.send(new PutMetricDataCommand({ Namespace: FAILOVER_NAMESPACE, MetricData }));
}

/** A call and not a line in a log: traffic waits for it. */
export const divertByFigure: Divert = (service, diverted) => putFigures(service, { diverted });

/**
 * The figures of a run as one line of CloudWatch's embedded metric format: the log is the metric, without a call. What
 * did not happen is left out, since 0 would read as at once.
 */
export function failoverMetricLine(report: FailoverReport, at: Date): string {
  const { service, mode, run, outcome } = report;
  const times = Object.entries(report.seconds).flatMap(([name, seconds]): [string, number][] =>
    seconds === null ? [] : [[`SecondsUntil${name.charAt(0).toUpperCase()}${name.slice(1)}`, seconds]],
  );
  const values = Object.fromEntries<number>([['FailoverOk', report.ok ? 1 : 0], ...times]);
  const Metrics = Object.keys(values).map(Name => ({
    Name,
    Unit: Name === 'FailoverOk' ? 'Count' : 'Seconds',
  }));
  const CloudWatchMetrics = [{ Namespace: FAILOVER_NAMESPACE, Dimensions: [['Service', 'Mode']], Metrics }];
  return JSON.stringify({
    _aws: { Timestamp: at.getTime(), CloudWatchMetrics },
    Service: service,
    Mode: mode,
    ...{ run, outcome },
    ...values,
  });
}
