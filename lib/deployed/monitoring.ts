import { type AlarmType, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { GetHealthCheckCommand } from '@aws-sdk/client-route-53';
import type { JsonObject } from '../promises/evidence.ts';
import { type Located, type Reader, textOf, unlessGone } from './reader.ts';

export const alarm: Reader = async located => {
  const found = (await describe(located, 'MetricAlarm')).MetricAlarms?.[0];
  return found && { ...thresholdOf(found), ...actionsOf(found) };
};

export const compositeAlarm: Reader = async located => {
  const found = (await describe(located, 'CompositeAlarm')).CompositeAlarms?.[0];
  return found && actionsOf(found);
};

async function describe(located: Located, type: AlarmType) {
  const name = located.physicalId ?? textOf(located, 'AlarmName');
  if (!name) return { MetricAlarms: undefined, CompositeAlarms: undefined };
  return located.clients.cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: [type] }),
  );
}

function thresholdOf(found: MetricAlarm): JsonObject {
  return {
    Threshold: found.Threshold,
    EvaluationPeriods: found.EvaluationPeriods,
    DatapointsToAlarm: found.DatapointsToAlarm,
    ComparisonOperator: found.ComparisonOperator,
    TreatMissingData: found.TreatMissingData,
    Period: found.Period,
    MetricName: found.MetricName,
    Namespace: found.Namespace,
  };
}

interface Actions {
  readonly ActionsEnabled?: boolean | undefined;
  readonly AlarmActions?: string[] | undefined;
}

/** An alarm whose actions are switched off tells nobody: it counts as one that has none. */
function actionsOf({ ActionsEnabled, AlarmActions }: Actions): JsonObject {
  return { AlarmActions: ActionsEnabled === false ? [] : (AlarmActions ?? []) };
}

export const healthCheck: Reader = async ({ clients, physicalId }) => {
  if (!physicalId) return undefined;
  const asked = clients.route53.send(new GetHealthCheckCommand({ HealthCheckId: physicalId }));
  const config = (await unlessGone(asked))?.HealthCheck?.HealthCheckConfig;
  if (!config) return undefined;
  return {
    HealthCheckConfig: {
      Type: config.Type,
      ResourcePath: config.ResourcePath,
      RequestInterval: config.RequestInterval,
      FailureThreshold: config.FailureThreshold,
      Disabled: config.Disabled || undefined,
    },
  };
};
