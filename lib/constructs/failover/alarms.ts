import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import {
  DIVERTED_RUNBOOK,
  divertedAlarmName,
  FAILOVER_NAMESPACE,
  FIGURES,
} from '../../promises/failover/names.ts';
import { mark } from '../mark.ts';
import { type AlarmGround, watch } from '../monitoring/alarm.ts';

export interface FailoverAlarmsProps {
  readonly environment: string;
  /** Tells a topic of the recovery region. */
  readonly ground: AlarmGround;
  readonly service: string;
  readonly tenant: string | undefined;
  /** Whether the agreement lets a failover begin without a person. */
  readonly automatic: boolean;
}

/**
 * The alarm that the health check of the primary record follows: when it rings, Route 53's data plane sends traffic to
 * the recovery region. No data changes nothing: what was last said stays.
 */
export function divertedAlarm(scope: Construct, id: string, props: FailoverAlarmsProps): cloudwatch.CfnAlarm {
  const { environment, ground, service, tenant } = props;
  const runbook = `${ground.runbooks.replace(/\/$/, '')}/${DIVERTED_RUNBOOK}`;
  const alarm = new cloudwatch.CfnAlarm(scope, id, {
    alarmName: divertedAlarmName(environment, service),
    alarmDescription: `The traffic of ${service} is sent to the recovery region. Hurt: nobody while that region answers; the primary stays out of use until a person fails back. Runbook: ${runbook}`,
    namespace: FAILOVER_NAMESPACE,
    metricName: FIGURES.diverted,
    dimensions: [{ name: 'Service', value: service }],
    statistic: 'Maximum',
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    treatMissingData: 'ignore',
    alarmActions: [ground.topicArn],
    okActions: [ground.topicArn],
  });
  mark(alarm, { promise: 'failover', tenant, role: 'diverted-alarm' });
  return alarm;
}

/** Rings when a primary is down, when only a person can go on, and when nobody looks. */
export function failoverAlarms(scope: Construct, props: FailoverAlarmsProps): void {
  const { ground, service, automatic } = props;
  const common = {
    namespace: FAILOVER_NAMESPACE,
    dimensions: { Service: service },
    statistic: 'Maximum',
    hurts: `everybody who uses ${service}`,
    marks: { promise: 'failover', role: service },
  } as const;
  watch(scope, `Down-${service}`, ground, {
    ...{ ...common, metric: FIGURES.primaryDown, rings: 'at-least', threshold: 1, silence: 'ignore' },
    says: `Most witnesses call the primary region of ${service} down; ${automatic ? 'a failover begins by itself' : 'a person has to decide'}.`,
    ...{ runbook: 'failover-primary-down', minutes: [3, 3] },
  });
  watch(scope, `Stuck-${service}`, ground, {
    ...{ ...common, metric: FIGURES.stuck, rings: 'at-least', threshold: 1, silence: 'ignore' },
    says: `A failover of ${service} was rolled back; the next one is for a person to start.`,
    ...{ runbook: 'failover-rolled-back', minutes: [1, 1] },
  });
  watch(scope, `Unwatched-${service}`, ground, {
    ...{ ...common, metric: FIGURES.watched, rings: 'below', threshold: 1, silence: 'breaching' },
    says: `Nobody looks whether ${service} has to fail over.`,
    ...{ runbook: 'failover-unwatched', minutes: [5, 5] },
  });
}

const ENDED_BADLY = ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'] as const;

/** Rings when a run ended without a report. */
export function failoverMachineAlarms(scope: Construct, ground: AlarmGround, machineArn: string): void {
  for (const metric of ENDED_BADLY) {
    watch(scope, metric, ground, {
      ...{ namespace: 'AWS/States', metric, statistic: 'Sum', dimensions: { StateMachineArn: machineArn } },
      ...{ rings: 'above', threshold: 0, minutes: [1, 1], silence: 'notBreaching' },
      says: 'A failover ended without a report; the watch starts another that ends its work.',
      hurts: 'everybody who uses a service that nobody may write to',
      runbook: 'failover-without-report',
      marks: { promise: 'failover', role: metric.toLowerCase() },
    });
  }
}
