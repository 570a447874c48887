import type * as kms from 'aws-cdk-lib/aws-kms';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { MARK_EVERY } from '../../promises/recovery/markers.ts';
import { acknowledge } from '../acknowledge.ts';
import { arnOf } from '../arn.ts';
import { Database } from '../databases/index.ts';
import { mark } from '../mark.ts';
import { serviceRole } from '../service-role.ts';
import { MARKER } from './marker.ts';
import type { RestorableDatabase } from './restorable.ts';

export interface RestoreSchedulesProps {
  readonly databases: readonly RestorableDatabase[];
  readonly machineArn: string;
  readonly sweepArn: string;
  readonly key: kms.IKey;
}

const IS_LAST = 'It is itself where triggers go that could not be delivered.';

/** Starts promised drills, and the sweep that removes what runs left behind that died. */
export class RestoreSchedules extends Construct {
  /** Triggers that could not be delivered. */
  readonly undelivered: sqs.Queue;
  private readonly roleArn: string;
  private readonly props: RestoreSchedulesProps;

  constructor(scope: Construct, id: string, props: RestoreSchedulesProps) {
    super(scope, id);
    this.props = props;
    this.undelivered = this.addQueue();
    this.roleArn = this.addRole();
    for (const each of props.databases) {
      this.addDrill(each);
      this.addMarks(each);
    }
    const sweep = this.add('Sweep', 'rate(1 hour)', { arn: props.sweepArn });
    mark(sweep, { promise: 'backups', role: 'sweep-schedule' });
  }

  private addQueue(): sqs.Queue {
    const queue = new sqs.Queue(this, 'Undelivered', {
      encryptionMasterKey: this.props.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(queue, { 'AwsSolutions-SQS3': IS_LAST, 'Serverless-SQSRedrivePolicy': IS_LAST });
    return queue;
  }

  private addRole(): string {
    const { machineArn, sweepArn, key } = this.props;
    return serviceRole(this, 'Role', {
      service: 'scheduler.amazonaws.com',
      description: 'Lets schedules start drills and the sweep',
      statements: [
        { actions: ['states:StartExecution'], resources: [machineArn] },
        { actions: ['lambda:InvokeFunction'], resources: [sweepArn, ...this.markers()] },
        { actions: ['sqs:SendMessage'], resources: [this.undelivered.queueArn] },
        { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] },
      ],
    });
  }

  /** By name: each is in the stack of its database. */
  private markers(): readonly string[] {
    return this.props.databases.filter(hasMarker).map(each => this.markerOf(each));
  }

  private markerOf({ database }: RestorableDatabase): string {
    const name = `${database.identifier}${MARKER}`;
    return arnOf(this, { service: 'lambda', resource: 'function', name });
  }

  private addMarks(each: RestorableDatabase): void {
    if (!hasMarker(each)) return;
    const made = this.add(`Mark-${each.database.identifier}`, MARK_EVERY, { arn: this.markerOf(each) });
    mark(made, { ...each.marks, promise: 'backups', role: 'mark-schedule' });
  }

  private addDrill({ database, schedule, marks }: RestorableDatabase): void {
    if (schedule === undefined) return;
    const { identifier } = database;
    const made = this.add(`Drill-${identifier}`, schedule, {
      arn: this.props.machineArn,
      // A second delivery names the same run and is refused (fact 23).
      input: JSON.stringify({
        database: identifier,
        mode: 'drill',
        run: `${identifier}-<aws.scheduler.scheduled-time>`,
      }),
    });
    mark(made, { ...marks, promise: 'backups', role: 'drill-schedule' });
  }

  private add(
    id: string,
    scheduleExpression: string,
    target: { readonly arn: string; readonly input?: string },
  ): scheduler.CfnSchedule {
    return new scheduler.CfnSchedule(this, id, {
      ...{ scheduleExpression, scheduleExpressionTimezone: 'UTC', state: 'ENABLED' },
      flexibleTimeWindow: { mode: 'OFF' },
      kmsKeyArn: this.props.key.keyArn,
      target: {
        ...target,
        roleArn: this.roleArn,
        deadLetterConfig: { arn: this.undelivered.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
      },
    });
  }
}

function hasMarker({ database }: RestorableDatabase): boolean {
  return database instanceof Database;
}
