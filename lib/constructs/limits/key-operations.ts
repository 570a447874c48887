import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { plansSetting } from '../../promises/limits/plans-setting.ts';
import type { LimitPlan } from '../../promises/limits/rules.ts';
import { acknowledge } from '../acknowledge.ts';
import { ownKey } from '../encryption.ts';
import type { LambdaCode } from '../lambda-code.ts';
import { CovenantFunction } from '../lambda-function.ts';
import { mark } from '../mark.ts';
import { NoticeTopic } from '../monitoring/topic.ts';
import { grantAssign, grantWarn } from './key-grants.ts';

export interface KeyOperationsProps {
  readonly environment: string;
  /** Every set of limits of the environment, the dedicated tenants' too. */
  readonly plans: readonly LimitPlan[];
  readonly timeZone: string;
  /** Where a key is made; the first makes its value. */
  readonly regions: readonly string[];
  /** Tenants with an API and a table of their own. */
  readonly dedicated: readonly string[];
  /** Who has a service in every one of the regions, and not in the first alone: tenants, '' for the shared one. @default all */
  readonly everywhere?: readonly string[];
  /** Who is told of warnings beside the topic's other subscribers. */
  readonly email: string;
  readonly code: LambdaCode;
  /** How often usage is looked at. @default 5 minutes */
  readonly every?: Duration;
  /** @default true */
  readonly keep?: boolean;
}

/**
 * What is done with keys while the service runs: giving a tenant its key or another plan (AWS fact 3), and warning
 * those who approach a limit (OPS-6).
 */
export class KeyOperations extends Construct {
  readonly assign: CovenantFunction;
  readonly warn: CovenantFunction;

  constructor(scope: Construct, id: string, props: KeyOperationsProps) {
    super(scope, id);
    const keep = props.keep ?? true;
    const name = `${props.environment}-limits`;
    const key = ownKey(this, 'Key', {
      description: `Logs and settings of ${name}`,
      keep,
      logGroups: `/aws/lambda/${name}*`,
      publishers: ['events.amazonaws.com'],
    });
    const settings = {
      ENVIRONMENT: props.environment,
      PLANS: JSON.stringify(plansSetting(props.plans)),
      DEDICATED: JSON.stringify(props.dedicated),
    };
    const topic = new NoticeTopic(this, 'Warnings', {
      topicName: `${props.environment}-limit-warnings`,
      description: 'Customers who approach a limit',
      email: props.email,
      keep,
      marks: { promise: 'limits', role: 'warnings' },
    });
    const queue = failures(this, key);
    this.assign = new CovenantFunction(this, 'Assign', {
      source: 'limits-assign-key',
      functionName: `${name}-assign-key`,
      description: 'Gives a tenant its API key, or moves it to another plan',
      ...{ code: props.code, key, keep, timeout: Duration.minutes(1) },
      settings: {
        ...settings,
        REGIONS: JSON.stringify(props.regions),
        EVERYWHERE: JSON.stringify(props.everywhere ?? ['', ...props.dedicated]),
      },
      marks: { promise: 'limits', role: 'assign-key' },
    });
    this.warn = new CovenantFunction(this, 'Warn', {
      source: 'limits-warn',
      functionName: `${name}-warn`,
      description: 'Warns customers who approach a limit',
      ...{ code: props.code, key, keep, onFailure: queue, reserved: 1, timeout: Duration.minutes(4) },
      settings: { ...settings, ZONE: props.timeZone, TOPIC: topic.topicArn },
      marks: { promise: 'limits', role: 'warn' },
    });
    grantAssign(this.assign, props);
    grantWarn(this.warn, props, topic);
    this.schedule(props.every ?? Duration.minutes(5), queue);
  }

  private schedule(every: Duration, deadLetterQueue: sqs.Queue): void {
    const target = new targets.LambdaFunction(this.warn.fn, { deadLetterQueue, retryAttempts: 2 });
    const rule = new events.Rule(this, 'Schedule', {
      description: 'Looks for customers who approach a limit',
      schedule: events.Schedule.rate(every),
      targets: [target],
    });
    mark(rule, { promise: 'limits', role: 'warn-schedule' });
  }
}

function failures(scope: Construct, key: sqs.QueueProps['encryptionMasterKey']): sqs.Queue {
  const queue = new sqs.Queue(scope, 'Failures', {
    encryptionMasterKey: key,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  acknowledge(queue, {
    'AwsSolutions-SQS3': 'It is itself where failed events go.',
    'Serverless-SQSRedrivePolicy': 'It is itself where failed events go.',
  });
  return queue;
}
