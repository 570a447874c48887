import { RECOVERY_NAMESPACE } from '../../promises/recovery/names.ts';
import type { DrillReport } from '../../promises/recovery/report.ts';
import type { RestoreRequest } from '../../promises/recovery/state.ts';

/**
 * The figures of a drill as one line of CloudWatch's embedded metric format: the log is the metric, without a call.
 * A figure that was not measured is left out, since 0 would read as a perfect one.
 */
export function metricLine(request: RestoreRequest, report: DrillReport, at: Date): string {
  const values: Record<string, number> = { DrillOk: report.ok ? 1 : 0, DrillRun: 1 };
  if (report.rto.measured !== null) values.RecoveryTime = report.rto.measured;
  if (report.rpo.measured !== null) values.RecoveryPoint = report.rpo.measured;
  const metrics = Object.keys(values).map(Name => ({
    Name,
    Unit: Name.startsWith('Recovery') ? 'Seconds' : 'Count',
  }));
  const CloudWatchMetrics = [
    { Namespace: RECOVERY_NAMESPACE, Dimensions: [['Database', 'Mode']], Metrics: metrics },
  ];
  return JSON.stringify({
    _aws: { Timestamp: at.getTime(), CloudWatchMetrics },
    Database: request.source,
    Mode: request.mode,
    run: request.run,
    ...values,
  });
}
