import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Marks } from '../../promises/evidence.ts';
import { acknowledge } from '../acknowledge.ts';
import { ownKey } from '../encryption.ts';
import { mark } from '../mark.ts';

export interface NoticeTopicProps {
  readonly topicName: string;
  readonly description: string;
  /** Who is told. */
  readonly email: string;
  /** Services that publish to it, such as `cloudwatch.amazonaws.com`. @default none */
  readonly publishers?: readonly string[];
  /** Whether its key outlives the stack. @default true */
  readonly keep?: boolean;
  readonly marks: Marks;
}

/** A topic with a key of its own, which only the named services of this account may publish to, over TLS. */
export class NoticeTopic extends Construct {
  readonly topicArn: string;
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, props: NoticeTopicProps) {
    super(scope, id);
    const key = ownKey(this, 'Key', {
      description: props.description,
      keep: props.keep ?? true,
      publishers: [...(props.publishers ?? []), 'sns.amazonaws.com'],
    });
    this.topic = new sns.Topic(this, 'Topic', {
      topicName: props.topicName,
      displayName: props.description,
      masterKey: key,
      enforceSSL: true,
    });
    mark(this.topic, props.marks);
    for (const service of props.publishers ?? []) this.topic.addToResourcePolicy(this.publish(service));
    new sns.Subscription(this, 'Email', {
      topic: this.topic,
      protocol: sns.SubscriptionProtocol.EMAIL,
      endpoint: props.email,
      deadLetterQueue: this.addUndelivered(key),
    });
    this.topicArn = this.topic.topicArn;
  }

  /** What could not be delivered waits here for two weeks. */
  private addUndelivered(encryptionMasterKey: kms.IKey): sqs.Queue {
    const retentionPeriod = Duration.days(14);
    const queue = new sqs.Queue(this, 'Undelivered', {
      encryptionMasterKey,
      enforceSSL: true,
      retentionPeriod,
    });
    const reason = 'It is itself where undelivered messages go.';
    acknowledge(queue, { 'AwsSolutions-SQS3': reason, 'Serverless-SQSRedrivePolicy': reason });
    return queue;
  }

  private publish(service: string): iam.PolicyStatement {
    return new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(service)],
      actions: ['sns:Publish'],
      resources: [this.topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    });
  }
}
