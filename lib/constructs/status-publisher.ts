import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EXCLUSIONS, historyTableName } from '../promises/availability/measuring-names.ts';
import {
  PUBLISH_EVERY,
  PUBLISHED,
  pageHistoryTableName,
  REPORTS_LATE,
  STATUS_NAMESPACE,
  statusFunctionName,
} from '../promises/incidents/names.ts';
import { accountInFindings, acknowledge, partitionInFindings } from './acknowledge.ts';
import { partitionOf } from './arn.ts';
import { grantTable } from './grants.ts';
import { CovenantFunction } from './lambda-function.ts';
import { watch } from './monitoring/alarm.ts';
import { schedule } from './schedule.ts';
import type { StatusGround } from './status-ground.ts';
import type { StatusPage } from './status-page.ts';
import { storeTable } from './store-table.ts';

export interface StatusPublisherProps extends StatusGround {
  readonly page: StatusPage;
  /** What is said of incidents and maintenance. */
  readonly notices: dynamodb.TableV2;
  /** What the page is made of beside what was seen and said; the schedule carries it. */
  readonly input: unknown;
  readonly timeZone: string;
  /** Where decisions of the measurement are, which the page asks for and does without. @default nothing is measured */
  readonly measuredIn?: string | undefined;
  /** Whether post-incident reports are promised, so that a late one has to ring. */
  readonly reports: boolean;
}

/** Periods of five minutes in which no page was published before it rings. */
const WITHOUT_PAGE = 4;
const FIVE_MINUTES = 300;

/**
 * Makes the status page anew, every few minutes and after each change. It collects what health checks see into a
 * history of its own, so that the page goes on when the region of the service does not (OPS-11).
 */
export class StatusPublisher extends Construct {
  readonly history: dynamodb.TableV2;
  readonly publish: CovenantFunction;

  constructor(scope: Construct, id: string, props: StatusPublisherProps) {
    super(scope, id);
    const { environment, key } = props;
    const keep = props.keep ?? true;
    this.history = storeTable(this, 'History', {
      tableName: pageHistoryTableName(environment),
      partition: 'series',
      sort: { name: 'day', type: dynamodb.AttributeType.STRING },
      ...{ key, keep },
      marks: { promise: 'incidents', role: 'page-history' },
    });
    this.publish = this.addFunction(props, keep);
    this.grant(props);
    schedule(this, 'Schedule', {
      name: statusFunctionName(environment, 'status-publish'),
      description: 'Makes the status page anew',
      expression: PUBLISH_EVERY,
      timeZone: props.timeZone,
      target: { arn: this.publish.fn.functionArn, action: 'lambda:InvokeFunction' },
      input: props.input,
      ...{ key, failures: props.failures },
      marks: { promise: 'incidents', role: 'publish-schedule' },
    });
    this.watchPage(props);
    if (props.reports) this.watchReports(props);
    this.watchQueue(props);
  }

  private addFunction(props: StatusPublisherProps, keep: boolean): CovenantFunction {
    const { environment, key, code, page, notices, measuredIn, failures } = props;
    const measurement = measuredIn && {
      MEASUREMENT: historyTableName(environment),
      MEASUREMENT_REGION: measuredIn,
    };
    return new CovenantFunction(this, 'Publish', {
      source: 'status-publish',
      functionName: statusFunctionName(environment, 'status-publish'),
      description: 'Makes the status page anew',
      // One at a time, so that an older page never replaces a newer one.
      ...{ code, key, keep, reserved: 1, onFailure: failures },
      ...{ timeout: Duration.minutes(2), memory: 1024 },
      settings: {
        ...{ HISTORY: this.history.tableName, NOTICES: notices.tableName, SITE: page.bucket.bucketName },
        ...measurement,
      },
      marks: { promise: 'incidents', role: 'publish' },
    });
  }

  private grant({ key, notices, page, measuredIn, environment }: StatusPublisherProps): void {
    const { fn } = this.publish;
    grantTable(fn, this.history, key, ['GetItem', 'PutItem', 'UpdateItem', 'Query']);
    grantTable(fn, notices, key, ['Query']);
    page.grantPublish(fn);
    fn.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['cloudwatch:GetMetricData', 'route53:ListHealthChecks'],
        resources: ['*'],
      }),
    );
    if (measuredIn) this.grantDecisions(historyTableName(environment), measuredIn);
    const bucket = page.bucketId();
    acknowledge(this.publish, {
      'AwsSolutions-IAM5[Resource::*]':
        'Metrics and lists of health checks have no ARN to name, and only reading is allowed. X-Ray has none either.',
      [`AwsSolutions-IAM5[Resource::<${bucket}.Arn>/*]`]:
        'The files of the page are named after its components; the bucket has nothing else.',
    });
  }

  /** It may read what was decided, and never what was seen, of one table; the key only through that table. */
  private grantDecisions(table: string, region: string): void {
    const { fn } = this.publish;
    const arnIn = (service: string, resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ partition: partitionOf(region), service, region, resource, resourceName });
    fn.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: [arnIn('dynamodb', 'table', table)],
        conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [EXCLUSIONS] } },
      }),
    );
    fn.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [arnIn('kms', 'key', '*')],
        conditions: {
          StringEquals: {
            'kms:ViaService': `dynamodb.${region}.amazonaws.com`,
            'kms:EncryptionContext:aws:dynamodb:tableName': table,
          },
        },
      }),
    );
    const arn = `arn:${partitionInFindings(region)}:kms:${region}:${accountInFindings(this)}:key/*`;
    acknowledge(this.publish, {
      [`AwsSolutions-IAM5[Resource::${arn}]`]:
        'The key of a table in another region has no name that is known here; it can be used through DynamoDB and for that one table only.',
    });
  }

  private watchPage({ ground, environment }: StatusPublisherProps): void {
    watch(this, 'NotPublished', ground, {
      says: 'The status page is not made anew.',
      hurts: 'everybody who looks at it, and reads what is no longer so',
      runbook: 'status-not-published',
      ...{ namespace: STATUS_NAMESPACE, metric: PUBLISHED, statistic: 'Sum', rings: 'below' },
      dimensions: { Environment: environment },
      threshold: 1,
      period: FIVE_MINUTES,
      minutes: [WITHOUT_PAGE, WITHOUT_PAGE],
      silence: 'breaching',
      marks: { promise: 'incidents', role: 'not-published' },
    });
  }

  private watchReports({ ground, environment }: StatusPublisherProps): void {
    watch(this, 'ReportsLate', ground, {
      says: 'A post-incident report is due and not there.',
      hurts: 'customers who were promised to learn what happened',
      runbook: 'report-late',
      ...{ namespace: STATUS_NAMESPACE, metric: REPORTS_LATE, statistic: 'Maximum', rings: 'above' },
      dimensions: { Environment: environment },
      threshold: 0,
      period: FIVE_MINUTES,
      minutes: [1, 1],
      // That no figure comes is the other alarm's matter.
      silence: 'ignore',
      marks: { promise: 'incidents', role: 'report-late' },
    });
  }

  private watchQueue({ ground, failures }: StatusPublisherProps): void {
    watch(this, 'Untold', ground, {
      says: 'Something about an incident or maintenance could not be told, published or handed over.',
      hurts: 'customers who do not hear of it',
      runbook: 'notice-undelivered',
      namespace: 'AWS/SQS',
      ...{ metric: 'ApproximateNumberOfMessagesVisible', statistic: 'Maximum', rings: 'above' },
      dimensions: { QueueName: failures.queueName },
      threshold: 0,
      minutes: [1, 5],
      // A queue that nobody uses for hours stops reporting.
      silence: 'notBreaching',
      marks: { promise: 'incidents', role: 'undelivered' },
    });
  }
}
