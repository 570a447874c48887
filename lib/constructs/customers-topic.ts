import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { customersTopicName } from '../promises/incidents/names.ts';
import { mark } from './mark.ts';
import type { StatusGround } from './status-ground.ts';

/** Customers who are told the same by email. */
export interface ToldAudience {
  readonly name: string;
  readonly plan: string;
  readonly tenant?: string | undefined;
  /** Their addresses, by tenant. Each gets a message to confirm first (SNS, email subscriptions). */
  readonly contacts: Readonly<Record<string, string>>;
}

export interface CustomersTopicProps extends StatusGround {
  readonly audience: ToldAudience;
}

/** What tells the customers of one plan, with a subscription for each of them. */
export class CustomersTopic extends Construct {
  constructor(scope: Construct, id: string, props: CustomersTopicProps) {
    super(scope, id);
    const { plan, tenant, contacts, name } = props.audience;
    const topic = new sns.Topic(this, 'Topic', {
      topicName: customersTopicName(props.environment, name),
      displayName: 'Service status',
      masterKey: props.key,
      enforceSSL: true,
    });
    mark(topic, { promise: 'incidents', role: 'customers', plan, tenant });
    for (const [customer, endpoint] of Object.entries(contacts)) {
      addCustomer(this, {
        ...{ customer, endpoint, plan, topicArn: topic.topicArn },
        undeliveredArn: props.failures.queueArn,
      });
    }
  }
}

export interface CustomerProps {
  readonly topicArn: string;
  readonly customer: string;
  readonly plan: string;
  readonly endpoint: string;
  /** The queue of emails that could not be sent. */
  readonly undeliveredArn: string;
}

/** Sends what a topic tells to one customer, who has to confirm it first. */
export function addCustomer(scope: Construct, props: CustomerProps): void {
  const { topicArn, customer, plan, endpoint, undeliveredArn } = props;
  const subscription = new sns.CfnSubscription(scope, `To-${customer}`, {
    ...{ topicArn, protocol: 'email', endpoint },
    redrivePolicy: { deadLetterTargetArn: undeliveredArn },
  });
  mark(subscription, { promise: 'incidents', role: 'customer', plan, tenant: customer });
}
