import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { STEPS_NAMESPACE, stepsName } from '../../promises/performance/names.ts';
import { type Party, writtenParty } from '../../promises/performance/parties.ts';
import { acknowledge } from '../acknowledge.ts';
import { ownKey } from '../encryption.ts';
import { grantTable } from '../grants.ts';
import type { LambdaCode } from '../lambda-code.ts';
import { CovenantFunction } from '../lambda-function.ts';
import type { AlarmGround } from '../monitoring/alarm.ts';
import { schedule } from '../schedule.ts';
import { storeTable } from '../store-table.ts';
import { StepAlarms } from './alarms.ts';
import { StepIntake } from './intake.ts';

export interface PerformanceProps {
  readonly environment: string;
  /** Those to whom times of steps were promised. */
  readonly parties: readonly Party[];
  readonly timeZone: string;
  readonly ground: AlarmGround;
  readonly code: LambdaCode;
  /** Of the schedule and of `failures`. */
  readonly key: kms.IKey;
  /** Where an event of the schedule goes that could not be delivered. */
  readonly failures: sqs.IQueue;
  /** Whether table, key and logs outlive the stack. @default true */
  readonly keep?: boolean;
}

/**
 * Alarms then know of a late step within minutes of its time; nobody is promised to hear of it sooner, and a statement
 * counts it to the millisecond.
 */
const EVERY = Duration.minutes(5);

/**
 * Measures from events how long the steps of the work take (AGENT-4): a bus, a table that is only ever added to, a
 * function that measures every few minutes, and an alarm on each promised time.
 */
export class Performance extends Construct {
  /** The events of every tenant, for the month close. */
  readonly events: dynamodb.TableV2;
  readonly key: kms.Key;
  readonly intake: StepIntake;
  readonly measure: CovenantFunction;

  constructor(scope: Construct, id: string, props: PerformanceProps) {
    super(scope, id);
    const { environment } = props;
    const keep = props.keep ?? true;
    this.key = ownKey(this, 'Key', {
      description: `Events of work in ${environment}`,
      keep,
      logGroups: `/aws/lambda/${environment}-performance-*`,
      publishers: ['events.amazonaws.com'],
      marks: { promise: 'performance' },
    });
    this.events = storeTable(this, 'Events', {
      tableName: stepsName(environment),
      partition: 'tenant',
      sort: { name: 'at', type: dynamodb.AttributeType.STRING },
      ...{ key: this.key, keep, expires: 'expires' },
      marks: { promise: 'performance', role: 'events' },
    });
    const ingest = this.addFunction(props, 'ingest', 'Keeps the events of work');
    grantTable(ingest.fn, this.events, this.key, ['PutItem']);
    const name = stepsName(environment);
    this.intake = new StepIntake(this, 'Intake', { name, key: this.key, ingest });
    this.measure = this.addFunction(props, 'measure', 'Measures how long the steps of the work take');
    this.grantMeasure();
    this.addSchedule(props);
    const every = EVERY.toSeconds();
    new StepAlarms(this, 'Alarms', { ...props, unread: this.intake.unread, every });
  }

  private addFunction(
    props: PerformanceProps,
    what: 'ingest' | 'measure',
    description: string,
  ): CovenantFunction {
    return new CovenantFunction(this, what === 'ingest' ? 'Ingest' : 'Measure', {
      source: `performance-${what}`,
      functionName: `${props.environment}-performance-${what}`,
      ...{ description, code: props.code, key: this.key, keep: props.keep ?? true },
      ...(what === 'measure' ? { timeout: Duration.minutes(4), memory: 1024 } : { timeout: INGEST_TIMEOUT }),
      settings: { ENVIRONMENT: props.environment, STEPS: this.events.tableName },
      marks: { promise: 'performance', role: what },
    });
  }

  private grantMeasure(): void {
    grantTable(this.measure.fn, this.events, this.key, ['Query']);
    this.measure.fn.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['cloudwatch:PutMetricData'],
        resources: ['*'],
        conditions: { StringEquals: { 'cloudwatch:namespace': STEPS_NAMESPACE } },
      }),
    );
    acknowledge(this.measure, {
      'AwsSolutions-IAM5[Resource::*]':
        'Metrics have no ARN to name; they are written in one namespace only. X-Ray has none either.',
    });
  }

  private addSchedule({ environment, parties, timeZone, key, failures }: PerformanceProps): void {
    schedule(this, 'Schedule', {
      name: `${environment}-performance-measure`,
      description: 'Measures how long the steps of the work take',
      expression: `rate(${EVERY.toMinutes()} minutes)`,
      timeZone,
      target: { arn: this.measure.fn.functionArn, action: 'lambda:InvokeFunction' },
      input: { parties: parties.map(writtenParty) },
      ...{ key, failures },
      marks: { promise: 'performance', role: 'measure-schedule' },
    });
  }
}

/** For a whole batch of messages. */
const INGEST_TIMEOUT = Duration.seconds(30);
