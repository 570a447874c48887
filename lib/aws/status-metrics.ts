import { STATUS_NAMESPACE } from '../promises/incidents/names.ts';

/** Writes figures as a log line that CloudWatch reads as metrics (embedded metric format): no right is needed for it. */
export function putStatus(
  environment: string,
  figures: Readonly<Record<string, number>>,
  write: (line: string) => void = line => process.stdout.write(`${line}\n`),
): void {
  const Metrics = Object.keys(figures).map(Name => ({ Name, Unit: 'Count' }));
  const CloudWatchMetrics = [{ Namespace: STATUS_NAMESPACE, Dimensions: [['Environment']], Metrics }];
  const _aws = { Timestamp: Date.now(), CloudWatchMetrics };
  write(JSON.stringify({ _aws, Environment: environment, ...figures }));
}
