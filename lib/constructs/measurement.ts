import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { FurtherSeries } from '../promises/availability/further-sources.ts';
import type { MeasuredSeries } from '../promises/availability/measured-series.ts';
import {
  COLLECTED,
  collectorName,
  EXCLUSIONS,
  excludeFunctionName,
  HOLE_SECONDS,
  historyTableName,
  MEASURING_NAMESPACE,
} from '../promises/availability/measuring-names.ts';
import { acknowledge } from './acknowledge.ts';
import { grantKey, grantTable } from './grants.ts';
import type { LambdaCode } from './lambda-code.ts';
import { CovenantFunction } from './lambda-function.ts';
import { type AlarmGround, watch } from './monitoring/alarm.ts';
import { schedule } from './schedule.ts';
import { storeTable } from './store-table.ts';

export interface MeasurementProps {
  readonly environment: string;
  readonly series: readonly MeasuredSeries[];
  /** What is collected beside the probes. @default nothing */
  readonly further?: readonly FurtherSeries[];
  readonly ground: AlarmGround;
  readonly timeZone: string;
  readonly code: LambdaCode;
  /** Encrypts the history, logs, settings and the schedule. */
  readonly key: kms.IKey;
  /** Where an event goes that could not be handled. */
  readonly failures: sqs.IQueue;
  /** Whether table and log outlive the stack. @default true */
  readonly keep?: boolean;
}

/**
 * Often enough that a hole shows within the hour, and that fifteen days of failures are needed before CloudWatch has
 * forgotten anything (AWS fact 18).
 */
const EVERY = 'rate(1 hour)';
/** Minutes in which at least one of two collections must have come to its end. */
const WITHOUT_COLLECTION = 130;

/**
 * Collects the status of every health check into a three-valued history: up, down, unknown (issue of NODE-1, OPS-1).
 * Rings where nobody knows, and where the collection itself does not run.
 */
export class Measurement extends Construct {
  readonly history: dynamodb.TableV2;
  readonly collector: CovenantFunction;
  readonly exclude: CovenantFunction;

  constructor(scope: Construct, id: string, props: MeasurementProps) {
    super(scope, id);
    const { environment, key, failures, further = [] } = props;
    const keep = props.keep ?? true;
    this.history = storeTable(this, 'History', {
      tableName: historyTableName(environment),
      partition: 'series',
      sort: { name: 'day', type: dynamodb.AttributeType.STRING },
      ...{ key, keep },
      marks: { promise: 'availability', role: 'history' },
    });
    this.collector = new CovenantFunction(this, 'Collect', {
      source: 'availability-collect',
      functionName: collectorName(environment),
      description: 'Brings the status of health checks into the history',
      ...{ code: props.code, key, keep, onFailure: failures, reserved: 1 },
      ...{ timeout: Duration.minutes(10), memory: 1024 },
      settings: { ENVIRONMENT: environment, HISTORY: this.history.tableName },
      marks: { promise: 'availability', role: 'collector' },
    });
    this.grant(key);
    this.exclude = new CovenantFunction(this, 'Exclude', {
      source: 'availability-exclude',
      functionName: excludeFunctionName(environment),
      description: 'Writes down an outage that may not count, with who decided and why',
      ...{ code: props.code, key, keep },
      settings: { HISTORY: this.history.tableName },
      marks: { promise: 'availability', role: 'exclude' },
    });
    this.grantExclusions(key);
    schedule(this, 'Schedule', {
      name: collectorName(environment),
      description: 'Collects what health checks saw',
      expression: EVERY,
      timeZone: props.timeZone,
      target: { arn: this.collector.fn.functionArn, action: 'lambda:InvokeFunction' },
      input: { series: props.series, ...(further.length > 0 ? { further } : {}) },
      ...{ key, failures },
      marks: { promise: 'availability', role: 'collector-schedule' },
    });
    this.watchHoles(props);
    this.watchCollection(props);
  }

  private grant(key: kms.IKey): void {
    const { fn } = this.collector;
    grantTable(fn, this.history, key, ['GetItem', 'PutItem', 'UpdateItem']);
    fn.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['cloudwatch:GetMetricData', 'route53:ListHealthChecks'],
        resources: ['*'],
      }),
    );
    fn.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['cloudwatch:PutMetricData'],
        resources: ['*'],
        conditions: { StringEquals: { 'cloudwatch:namespace': MEASURING_NAMESPACE } },
      }),
    );
    acknowledge(this.collector, {
      'AwsSolutions-IAM5[Resource::*]':
        'Metrics and lists of health checks have no ARN to name; metrics are written in one namespace only. X-Ray has none either.',
    });
  }

  /** It may write exclusions and never what was seen. */
  private grantExclusions(key: kms.IKey): void {
    const { fn } = this.exclude;
    fn.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['dynamodb:PutItem'],
        resources: [this.history.tableArn],
        conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [EXCLUSIONS] } },
      }),
    );
    grantKey(fn, key);
  }

  private watchHoles({ ground, environment }: MeasurementProps): void {
    watch(this, 'Holes', ground, {
      says: 'There is time of which nobody knows whether the service was up.',
      hurts: 'every customer whose month will count it as the agreement says',
      runbook: 'history-hole',
      ...{ namespace: MEASURING_NAMESPACE, metric: HOLE_SECONDS, statistic: 'Maximum', rings: 'above' },
      dimensions: { Environment: environment },
      threshold: 0,
      minutes: [1, 60],
      // The value comes once an hour; that it does not come at all is the other alarm's matter.
      silence: 'notBreaching',
      marks: { promise: 'availability', role: 'holes' },
    });
  }

  private watchCollection({ ground, environment }: MeasurementProps): void {
    watch(this, 'NotCollected', ground, {
      says: 'What health checks see is not collected, and CloudWatch forgets it after fifteen days.',
      hurts: 'every customer whose uptime is promised',
      runbook: 'history-not-collected',
      ...{ namespace: MEASURING_NAMESPACE, metric: COLLECTED, statistic: 'Sum', rings: 'below' },
      dimensions: { Environment: environment },
      threshold: 1,
      minutes: [WITHOUT_COLLECTION, WITHOUT_COLLECTION],
      silence: 'breaching',
      marks: { promise: 'availability', role: 'not-collected' },
    });
  }
}
