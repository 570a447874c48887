import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { ownKey } from '../encryption.ts';
import { mark } from '../mark.ts';

export interface BackupEventsProps {
  /** The address that is told. */
  readonly email: string;
  /** @default true */
  readonly keep?: boolean;
}

/** Jobs that ended without a backup, and in which state (aws-backup, eventbridge). */
const FAILURES = {
  'Backup Job State Change': ['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'],
  'Copy Job State Change': ['FAILED', 'PARTIAL'],
  'Restore Job State Change': ['FAILED', 'ABORTED'],
} as const;

/** Events of restores call it `status` where the others say `state`, as the API does (aws-backup, eventbridge). */
function stateIn(detailType: string): 'state' | 'status' {
  return detailType.startsWith('Restore') ? 'status' : 'state';
}

const IS_LAST = 'This queue is itself the dead-letter queue, of the rules and of the subscription.';

/** Tells people when a backup, a copy or a restore in this region did not work. One is enough for all vaults of a region. */
export class BackupEvents extends Construct {
  readonly topic: sns.Topic;
  /** What could not be delivered waits here for two weeks. */
  readonly undelivered: sqs.Queue;

  constructor(scope: Construct, id: string, props: BackupEventsProps) {
    super(scope, id);
    const masterKey = ownKey(this, 'Key', {
      description: 'Messages about failed backups',
      keep: props.keep ?? true,
      publishers: ['events.amazonaws.com', 'sns.amazonaws.com'],
    });
    this.undelivered = new sqs.Queue(this, 'Undelivered', {
      encryptionMasterKey: masterKey,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.undelivered, { 'AwsSolutions-SQS3': IS_LAST, 'Serverless-SQSRedrivePolicy': IS_LAST });
    this.topic = new sns.Topic(this, 'Topic', {
      displayName: 'Backups that failed',
      masterKey,
      enforceSSL: true,
    });
    new sns.Subscription(this, 'Email', {
      topic: this.topic,
      protocol: sns.SubscriptionProtocol.EMAIL,
      endpoint: props.email,
      deadLetterQueue: this.undelivered,
    });
    for (const [detailType, state] of Object.entries(FAILURES)) this.addRule(detailType, state);
  }

  private addRule(detailType: string, state: readonly string[]): void {
    const rule = new events.Rule(this, detailType.replaceAll(' ', ''), {
      description: `${detailType} to ${state.join(', ')}`,
      eventPattern: {
        source: ['aws.backup'],
        detailType: [detailType],
        detail: { [stateIn(detailType)]: [...state] },
      },
      targets: [new targets.SnsTopic(this.topic, { deadLetterQueue: this.undelivered })],
    });
    mark(rule, { promise: 'backups', role: 'failure-event' });
  }
}
