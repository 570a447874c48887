import type * as kms from 'aws-cdk-lib/aws-kms';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Marks } from '../promises/evidence.ts';
import { mark } from './mark.ts';
import { serviceRole } from './service-role.ts';

export interface ScheduleProps {
  readonly name: string;
  readonly description: string;
  /** Such as `rate(1 hour)`. */
  readonly expression: string;
  readonly timeZone: string;
  readonly target: { readonly arn: string; readonly action: string };
  readonly input: unknown;
  readonly key: kms.IKey;
  /** Where an event goes that could not be delivered; its key must be the same. */
  readonly failures: sqs.IQueue;
  readonly marks: Marks;
}

/** A schedule of EventBridge, in a zone, that starts one thing and may do nothing else. */
export function schedule(scope: Construct, id: string, props: ScheduleProps): scheduler.CfnSchedule {
  const { target, key, failures } = props;
  const roleArn = serviceRole(scope, `${id}Role`, {
    service: 'scheduler.amazonaws.com',
    description: `Lets the schedule ${props.name} start what it is for`,
    statements: [
      { actions: [target.action], resources: [target.arn] },
      { actions: ['sqs:SendMessage'], resources: [failures.queueArn] },
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] },
    ],
  });
  const made = new scheduler.CfnSchedule(scope, id, {
    name: props.name,
    description: props.description,
    scheduleExpression: props.expression,
    scheduleExpressionTimezone: props.timeZone,
    flexibleTimeWindow: { mode: 'OFF' },
    state: 'ENABLED',
    kmsKeyArn: key.keyArn,
    target: {
      arn: target.arn,
      roleArn,
      input: JSON.stringify(props.input),
      deadLetterConfig: { arn: failures.queueArn },
      retryPolicy: { maximumRetryAttempts: 5, maximumEventAgeInSeconds: 3600 },
    },
  });
  mark(made, props.marks);
  return made;
}
