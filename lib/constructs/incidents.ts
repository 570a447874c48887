import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  customersTopicName,
  noticesTableName,
  type StatusFunction,
  statusFunctionName,
} from '../promises/incidents/names.ts';
import { acknowledge } from './acknowledge.ts';
import { CustomersTopic, type ToldAudience } from './customers-topic.ts';
import { grantKey, grantTable } from './grants.ts';
import { CovenantFunction } from './lambda-function.ts';
import { mark } from './mark.ts';
import type { StatusGround } from './status-ground.ts';
import { storeTable } from './store-table.ts';

export interface IncidentsProps extends StatusGround {
  /** Each component with what customers call it. */
  readonly titles: Readonly<Record<string, string>>;
  /** The topic of the alarms that see components down, and its region. @default nothing opens by itself */
  readonly alarms?: { readonly topicArn: string; readonly region: string } | undefined;
  /** Who is told by email. */
  readonly audiences: readonly ToldAudience[];
  /** What the function that tells is given: which audiences hear of what, the terms of maintenance, the page. */
  readonly telling: Readonly<Record<'TOLD' | 'TERMS' | 'ADDRESS', string>>;
}

/**
 * A log of incidents and maintenance to which lines are only ever added (OPS-11): written by alarms and operators,
 * told to customers by email, read by the status page. It must not be in the region of the service.
 */
export class Incidents extends Construct {
  readonly notices: dynamodb.TableV2;
  readonly tell: CovenantFunction;
  private readonly props: IncidentsProps;

  constructor(scope: Construct, id: string, props: IncidentsProps) {
    super(scope, id);
    this.props = props;
    this.notices = storeTable(this, 'Notices', {
      tableName: noticesTableName(props.environment),
      partition: 'kind',
      sort: { name: 'entry', type: dynamodb.AttributeType.STRING },
      ...{ key: props.key, keep: props.keep ?? true },
      stream: dynamodb.StreamViewType.KEYS_ONLY,
      marks: { promise: 'incidents', role: 'notices' },
    });
    this.addWriter('incidents-write', 'Writes what operators say of incidents', {
      COMPONENTS: JSON.stringify(Object.keys(props.titles)),
    });
    if (props.alarms) this.listen(props.alarms);
    this.tell = this.addTelling();
    for (const audience of props.audiences) new CustomersTopic(this, audience.name, { ...props, audience });
  }

  /** A function that may read the log and add to it. */
  private addWriter(name: StatusFunction, description: string, settings: Readonly<Record<string, string>>) {
    const made = this.addFunction(name, description, settings);
    grantTable(made.fn, this.notices, this.props.key, ['Query', 'PutItem']);
    return made;
  }

  private addFunction(
    name: StatusFunction,
    description: string,
    settings: Readonly<Record<string, string>>,
    timeout = Duration.seconds(30),
  ): CovenantFunction {
    const { environment, code, key, keep } = this.props;
    return new CovenantFunction(this, name, {
      source: name,
      functionName: statusFunctionName(environment, name),
      ...{ description, code, key, keep, timeout },
      settings: { NOTICES: this.notices.tableName, ...settings },
      marks: { promise: 'incidents', role: name },
    });
  }

  /** SNS delivers to functions of other regions, and tries for weeks when one does not answer. */
  private listen({ topicArn, region }: NonNullable<IncidentsProps['alarms']>): void {
    const { titles } = this.props;
    const { fn } = this.addWriter('incidents-alarm', 'Opens and ends incidents as alarms see them', {
      TITLES: JSON.stringify(titles),
    });
    new lambda.CfnPermission(this, 'FromAlarms', {
      action: 'lambda:InvokeFunction',
      functionName: fn.functionArn,
      principal: 'sns.amazonaws.com',
      sourceArn: topicArn,
    });
    const subscription = new sns.CfnSubscription(this, 'Alarms', {
      ...{ topicArn, region, protocol: 'lambda', endpoint: fn.functionArn },
    });
    mark(subscription, { promise: 'incidents', role: 'from-alarms' });
    acknowledge(subscription, {
      'Serverless-SNSRedrivePolicy':
        'A queue would have to be in the region of the topic; SNS tries a function for 23 days instead.',
    });
  }

  private addTelling(): CovenantFunction {
    const { environment, key, audiences, telling, failures } = this.props;
    const TOPICS = topicArn(this, environment, '');
    const made = this.addFunction(
      'incidents-tell',
      'Tells customers what was added to the log',
      { ...telling, TOPICS, PUBLISH: statusFunctionName(environment, 'status-publish') },
      Duration.minutes(2),
    );
    grantTable(made.fn, this.notices, key, ['Query']);
    if (audiences.length > 0) {
      const resources = audiences.map(({ name }) => topicArn(this, environment, name));
      made.fn.addToRolePolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], resources }));
    }
    made.fn.addToRolePolicy(this.mayPublish());
    this.follow(made, failures.queueArn);
    grantKey(made.fn, key);
    return made;
  }

  private mayPublish(): iam.PolicyStatement {
    const resourceName = statusFunctionName(this.props.environment, 'status-publish');
    const arn = Stack.of(this).formatArn({
      ...{ service: 'lambda', resource: 'function', resourceName },
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [arn] });
  }

  /** Every line that is added reaches the function; one that cannot be told after many attempts rings. */
  private follow({ fn }: CovenantFunction, undelivered: string): void {
    const stream = this.notices.tableStreamArn ?? '';
    fn.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        resources: [stream],
      }),
    );
    fn.addToRolePolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [undelivered] }));
    const following = new lambda.CfnEventSourceMapping(this, 'Following', {
      eventSourceArn: stream,
      functionName: fn.functionArn,
      startingPosition: 'TRIM_HORIZON',
      batchSize: 10,
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 20,
      destinationConfig: { onFailure: { destination: undelivered } },
    });
    following.node.addDependency(fn.role ?? fn);
    mark(following, { promise: 'incidents', role: 'following' });
  }
}

/** By name, so that function and topic need not wait for each other. */
function topicArn(scope: Construct, environment: string, audience: string): string {
  return Stack.of(scope).formatArn({ service: 'sns', resource: customersTopicName(environment, audience) });
}
