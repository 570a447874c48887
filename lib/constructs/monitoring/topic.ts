import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Marks } from '../../promises/evidence.ts';
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
      publishers: props.publishers ?? [],
    });
    this.topic = new sns.Topic(this, 'Topic', {
      topicName: props.topicName,
      displayName: props.description,
      masterKey: key,
      enforceSSL: true,
    });
    mark(this.topic, props.marks);
    for (const service of props.publishers ?? []) this.topic.addToResourcePolicy(this.publish(service));
    new sns.CfnSubscription(this, 'Email', {
      topicArn: this.topic.topicArn,
      protocol: 'email',
      endpoint: props.email,
    });
    this.topicArn = this.topic.topicArn;
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
