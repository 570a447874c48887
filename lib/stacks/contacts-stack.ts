import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { addCustomer } from '../constructs/customers-topic.ts';
import type { Environment } from '../promises/environment.ts';
import type { Audience } from '../promises/incidents/audience.ts';
import { customersTopicName } from '../promises/incidents/names.ts';
import { statusPlace } from '../promises/incidents/place.ts';
import { stackProps } from './place.ts';

/** One customer with an address, and the audience it belongs to. */
export interface Contact {
  readonly audience: string;
  readonly plan: string;
  readonly customer: string;
  readonly endpoint: string;
}

/** A stack takes at most 500 resources (CloudFormation quotas); the status stack has some others of its own. */
const IN_STATUS_STACK = 200;
const PER_STACK = 400;

/** Every customer who is told by email: those in the status stack itself, and the rest, so many to a stack. */
export function contactsOf(audiences: readonly Audience[]): {
  readonly first: readonly Contact[];
  readonly further: readonly (readonly Contact[])[];
} {
  const all = audiences.flatMap(({ name: audience, plan, tenants }) =>
    tenants.flatMap(({ name: customer, contact: endpoint }) =>
      endpoint === undefined ? [] : [{ audience, plan, customer, endpoint }],
    ),
  );
  const rest = all.slice(IN_STATUS_STACK);
  const further = Array.from({ length: Math.ceil(rest.length / PER_STACK) }, (_, at) =>
    rest.slice(at * PER_STACK, (at + 1) * PER_STACK),
  );
  return { first: all.slice(0, IN_STATUS_STACK), further };
}

export interface ContactsStackProps {
  readonly environment: Environment;
  readonly contacts: readonly Contact[];
  readonly undeliveredArn: string;
}

/** `<environment>-status-contacts-<n>`: customers who are told by email and have no room in the status stack. */
export class ContactsStack extends Stack {
  constructor(scope: Construct, id: string, { environment, contacts, undeliveredArn }: ContactsStackProps) {
    super(scope, id, {
      ...stackProps(environment, 'recovery', 'Customers who are told of incidents and maintenance'),
      env: { account: environment.account, region: statusPlace(environment).region },
    });
    for (const { audience, ...contact } of contacts) {
      const resource = customersTopicName(environment.environment, audience);
      addCustomer(this, {
        ...contact,
        undeliveredArn,
        topicArn: this.formatArn({ service: 'sns', resource }),
      });
    }
  }
}
