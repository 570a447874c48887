import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { STEP_EVENT } from '../../promises/performance/events.ts';
import { acknowledge } from '../acknowledge.ts';
import type { CovenantFunction } from '../lambda-function.ts';
import { mark } from '../mark.ts';

export interface StepIntakeProps {
  /** Of the bus and of its queues. */
  readonly name: string;
  readonly key: kms.Key;
  /** What keeps the events. */
  readonly ingest: CovenantFunction;
}

/** The function's 30 seconds six times, as Lambda asks of a queue that it reads. */
const INVISIBLE = Duration.minutes(3);
/** Attempts before a message waits for a person. */
const ATTEMPTS = 5;

/**
 * A bus of its own for the events of work, and the way from it to the function that keeps them: through a queue, so that
 * neither a burst nor a failing function loses one.
 */
export class StepIntake extends Construct {
  readonly bus: events.EventBus;
  /** What could not be delivered, read or written. */
  readonly unread: sqs.Queue;

  constructor(scope: Construct, id: string, { name, key, ingest }: StepIntakeProps) {
    super(scope, id);
    this.bus = new events.EventBus(this, 'Bus', {
      eventBusName: name,
      description: 'Events of work whose steps were promised in a time',
      kmsKey: key,
    });
    mark(this.bus, { promise: 'performance', role: 'bus' });
    this.unread = this.addUnread(name, key);
    const queue = new sqs.Queue(this, 'Queue', {
      queueName: name,
      encryptionMasterKey: key,
      enforceSSL: true,
      visibilityTimeout: INVISIBLE,
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.unread, maxReceiveCount: ATTEMPTS },
    });
    mark(queue, { promise: 'performance', role: 'events' });
    const rule = new events.Rule(this, 'Rule', {
      description: 'Events of work, to the queue that keeps them',
      eventBus: this.bus,
      eventPattern: { detailType: [STEP_EVENT] },
      targets: [new targets.SqsQueue(queue, { deadLetterQueue: this.unread })],
    });
    mark(rule, { promise: 'performance', role: 'events' });
    const maxBatchingWindow = Duration.seconds(5);
    const source = { batchSize: 100, maxBatchingWindow, reportBatchItemFailures: true };
    ingest.fn.addEventSource(new SqsEventSource(queue, source));
    this.explain(ingest);
  }

  /** A queue's own redrive policy is the only destination that Lambda takes for what it could not read from a queue. */
  private explain(ingest: CovenantFunction): void {
    const reason =
      'What cannot be read goes to the queue of unread events, by the redrive policy of the queue.';
    for (const mapping of ingest.fn.node.children.filter(child => child.node.id.startsWith('SqsEventSource')))
      acknowledge(mapping, { 'Serverless-LambdaEventSourceMappingDestination': reason });
  }

  private addUnread(name: string, encryptionMasterKey: kms.IKey): sqs.Queue {
    const queue = new sqs.Queue(this, 'Unread', {
      queueName: `${name}-unread`,
      ...{ encryptionMasterKey, enforceSSL: true, retentionPeriod: Duration.days(14) },
    });
    mark(queue, { promise: 'performance', role: 'unread' });
    const reason = 'It is itself where failed events go.';
    acknowledge(queue, { 'AwsSolutions-SQS3': reason, 'Serverless-SQSRedrivePolicy': reason });
    return queue;
  }
}
