import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { mark } from './mark.ts';

export interface FailoverNoticesProps {
  readonly topicArn: string;
}

/** RDS tells when a database fails over by itself, begins to and has done so (OPS-4, NODE-8): how it failed over is on record. */
export class FailoverNotices extends Construct {
  constructor(scope: Construct, id: string, { topicArn }: FailoverNoticesProps) {
    super(scope, id);
    for (const sourceType of ['db-instance', 'db-cluster']) {
      const subscription = new rds.CfnEventSubscription(this, sourceType, {
        snsTopicArn: topicArn,
        sourceType,
        eventCategories: ['failover', 'failure', ...(sourceType === 'db-instance' ? ['availability'] : [])],
        enabled: true,
      });
      mark(subscription, { promise: 'failover', role: sourceType });
    }
  }
}
