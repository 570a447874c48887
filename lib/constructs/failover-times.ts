import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Marks } from '../promises/evidence.ts';
import { ALARM_KIND, RDS_EVENTS, RDS_KINDS } from '../promises/failover/timing.ts';
import { acknowledge } from './acknowledge.ts';
import { grantTable } from './grants.ts';
import type { LambdaCode } from './lambda-code.ts';
import { CovenantFunction } from './lambda-function.ts';
import { mark } from './mark.ts';

/** A database, whose data is in it, and how the alarms on their service begin. */
export interface TimedDatabase {
  readonly name: string;
  readonly database: string;
  readonly tenants: readonly string[];
  readonly alarmPrefix: string;
  readonly marks: Pick<Marks, 'plan' | 'tenant'>;
}

export interface FailoverTimesProps {
  readonly environment: string;
  readonly databases: readonly TimedDatabase[];
  /** Where steps are on record, and its key. */
  readonly steps: dynamodb.ITableV2;
  readonly key: kms.IKey;
  readonly failures: sqs.IQueue;
  readonly code: LambdaCode;
  /** Whether the log outlives the stack. @default true */
  readonly keep?: boolean;
}

/**
 * Puts on record how fast failures are detected and how long failovers take (NODE-8), from what RDS and the alarms on
 * the service tell EventBridge: one rule per database, which knows whose data is in it.
 */
export class FailoverTimes extends Construct {
  constructor(scope: Construct, id: string, props: FailoverTimesProps) {
    super(scope, id);
    const { environment, steps, key } = props;
    const made = new CovenantFunction(this, 'Time', {
      source: 'failover-time',
      functionName: `${environment}-failover-time`,
      description: 'Puts on record when failures are detected and how long failovers take',
      ...{ code: props.code, key, keep: props.keep ?? true, onFailure: props.failures },
      settings: { STEPS: steps.tableName },
      marks: { promise: 'failover', role: 'time' },
    });
    grantTable(made.fn, steps, key, ['PutItem']);
    made.fn.addToRolePolicy(new iam.PolicyStatement({ actions: ['rds:DescribeEvents'], resources: ['*'] }));
    const unnamed = 'Events and traces have no ARN to name (service authorization reference of Amazon RDS).';
    acknowledge(made, { 'AwsSolutions-IAM5[Resource::*]': unnamed });
    const target = (tenants: readonly string[]) =>
      new targets.LambdaFunction(made.fn, {
        event: events.RuleTargetInput.fromObject({ tenants, event: events.EventField.fromPath('$') }),
        deadLetterQueue: props.failures,
        retryAttempts: 5,
      });
    for (const each of props.databases) this.addRules(each, target(each.tenants));
  }

  private addRules({ name, database, alarmPrefix, marks }: TimedDatabase, target: events.IRuleTarget): void {
    const failovers = new events.Rule(this, `Failovers-${name}`, {
      description: `Failovers of ${database}, as RDS tells them`,
      eventPattern: {
        source: ['aws.rds'],
        detailType: RDS_KINDS,
        detail: { SourceIdentifier: [database], EventID: [...RDS_EVENTS.started, ...RDS_EVENTS.completed] },
      },
      targets: [target],
    });
    mark(failovers, { ...marks, promise: 'failover', role: 'failover-event' });
    const failures = new events.Rule(this, `Failures-${name}`, {
      description: `Failures that alarms named ${alarmPrefix}* detect`,
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: [ALARM_KIND],
        detail: { alarmName: [{ prefix: alarmPrefix }], state: { value: ['ALARM'] } },
      },
      targets: [target],
    });
    mark(failures, { ...marks, promise: 'failover', role: 'failure-event' });
  }
}
