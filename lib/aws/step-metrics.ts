import { type CloudWatchClient, type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  P95_SECONDS,
  PROMISED_SECONDS,
  STEPS_MEASURED,
  STEPS_NAMESPACE,
  stepDimensions,
  WORST_SECONDS,
} from '../promises/performance/names.ts';
import type { WatchedStep } from '../promises/performance/watching.ts';

/** A call takes at most 1,000 metrics (PutMetricData). */
const METRICS_PER_CALL = 1000;

/** The metrics of measured steps; nothing for a step that nobody went through. */
export function stepMetrics(environment: string, steps: readonly WatchedStep[]): readonly MetricDatum[] {
  return steps.flatMap(({ party, step, promised, worst, p95 }) => {
    const Dimensions = Object.entries(stepDimensions(environment, party, step)).map(([Name, Value]) => ({
      ...{ Name, Value },
    }));
    const values = { [PROMISED_SECONDS]: promised, [WORST_SECONDS]: worst, [P95_SECONDS]: p95 };
    return Object.entries(values).flatMap(([MetricName, milliseconds]) =>
      milliseconds === undefined
        ? []
        : [{ MetricName, Value: milliseconds / 1000, Unit: 'Seconds' as const, Dimensions }],
    );
  });
}

/** Says how steps go, and last that they were measured at all. */
export async function putSteps(
  client: CloudWatchClient,
  environment: string,
  steps: readonly WatchedStep[],
): Promise<void> {
  const done = {
    MetricName: STEPS_MEASURED,
    Value: 1,
    Dimensions: [{ Name: 'Environment', Value: environment }],
  };
  const all = [...stepMetrics(environment, steps), done];
  for (let at = 0; at < all.length; at += METRICS_PER_CALL) {
    const MetricData = all.slice(at, at + METRICS_PER_CALL);
    await client.send(new PutMetricDataCommand({ Namespace: STEPS_NAMESPACE, MetricData }));
  }
}
