import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type AlarmGround, watch } from '../monitoring/alarm.ts';
import type { Recovery } from './index.ts';

export interface MachineAlarmsProps {
  readonly ground: AlarmGround;
  readonly recovery: Recovery | undefined;
  /** Where events go that could not be handled. */
  readonly queues: readonly sqs.Queue[];
}

const FAILED = ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted', 'ExecutionThrottled'] as const;
const HURTS = 'whoever relies on backups that nobody tries';

/** Rings when a restore ended without a report, or a trigger was lost. */
export class MachineAlarms extends Construct {
  constructor(scope: Construct, id: string, { ground, recovery, queues }: MachineAlarmsProps) {
    super(scope, id);
    const common = { minutes: [1, 1], silence: 'notBreaching', statistic: 'Sum', hurts: HURTS } as const;
    if (recovery) {
      for (const metric of FAILED) {
        watch(this, metric, ground, {
          ...{ ...common, metric, rings: 'above', threshold: 0 },
          ...{ namespace: 'AWS/States', dimensions: { StateMachineArn: recovery.machine.arn } },
          ...{ says: 'A restore ended without a report.', runbook: 'restore-without-report' },
          marks: { promise: 'backups', role: metric.toLowerCase() },
        });
      }
    }
    const all = [...(recovery ? [recovery.schedules.undelivered] : []), ...queues];
    all.forEach((queue, at) => {
      watch(this, `Undelivered${at}`, ground, {
        ...{ ...common, statistic: 'Maximum', rings: 'above', threshold: 0 },
        ...{ namespace: 'AWS/SQS', metric: 'ApproximateNumberOfMessagesVisible' },
        dimensions: { QueueName: queue.queueName },
        ...{ says: 'What starts drills or looks at backups failed.', runbook: 'backups-unwatched' },
        marks: { promise: 'backups', role: `undelivered-${at}` },
      });
    });
  }
}
