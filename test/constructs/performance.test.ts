import { Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { parseDuration } from '../../lib/agreement/units/index.ts';
import { inlineCode } from '../../lib/constructs/lambda-code.ts';
import { addOverview } from '../../lib/constructs/monitoring/dashboard.ts';
import { Performance } from '../../lib/constructs/performance/index.ts';
import { bareStack, templateOf } from './bare.data.ts';

const stack = bareStack();
new Performance(stack, 'Performance', {
  environment: 'alone',
  parties: [
    {
      party: 'plan-small',
      tenants: ['oak', 'elm'],
      steps: {
        answered: { from: 'asked', to: 'answered', within: parseDuration('7s'), exactly: 'late' },
        closed: { from: 'asked', to: 'closed', within: parseDuration('3m') },
      },
    },
  ],
  ground: {
    name: 'alone',
    topicArn: 'arn:aws:sns:eu-central-1:111111111111:t',
    runbooks: 'https://runbooks.example.com',
  },
  timeZone: 'Europe/Helsinki',
  code: inlineCode(),
  key: new Key(stack, 'Key'),
  failures: new Queue(stack, 'Failures'),
});
const template = templateOf(stack);

test('events go from a bus of their own through a queue to the function that keeps them', () => {
  template.hasResourceProperties('AWS::Events::EventBus', { Name: 'alone-steps' });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { 'detail-type': ['covenant step'] },
    Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
  });
  template.hasResourceProperties('AWS::SQS::Queue', {
    QueueName: 'alone-steps',
    RedrivePolicy: Match.objectLike({ maxReceiveCount: 5 }),
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
});

test('each time is asked as it was agreed, and rings at exactly that time', () => {
  const [schedule] = Object.values(template.findResources('AWS::Scheduler::Schedule'));
  expect(JSON.parse(schedule?.Properties.Target.Input)).toEqual({
    parties: [
      {
        party: 'plan-small',
        tenants: ['oak', 'elm'],
        steps: {
          answered: { from: 'asked', to: 'answered', within: '7s', exactly: 'late' },
          closed: { from: 'asked', to: 'closed', within: '3m' },
        },
      },
    ],
  });
  const alarm = (role: string, comparison: string, threshold: number) =>
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `alone-step-late-plan-small-${role}`,
      MetricName: 'PromisedSeconds',
      ComparisonOperator: comparison,
      Threshold: threshold,
    });
  alarm('answered', 'GreaterThanOrEqualToThreshold', 7);
  alarm('closed', 'GreaterThanThreshold', 180);
});

test('nobody measuring rings, and so does an event that nobody could read', () => {
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'StepsMeasured',
    TreatMissingData: 'breaching',
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Threshold: 0,
  });
});

test('the one who keeps may only add, and the one who measures only read', () => {
  const policies = template.findResources('AWS::IAM::Policy');
  const actions = (role: string) =>
    JSON.stringify(Object.entries(policies).find(([id]) => id.startsWith(`Performance${role}Role`)));
  const tables = (text: string) => text.match(/dynamodb:\w+/g);
  expect(tables(actions('Ingest'))).toEqual(['dynamodb:PutItem']);
  expect(tables(actions('Measure'))).toEqual(['dynamodb:Query']);
});

test('events go by themselves after a year and a month, and not before by accident', () => {
  template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    TableName: 'alone-steps',
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    Replicas: [Match.objectLike({ DeletionProtectionEnabled: true })],
  });
});

test('the overview has a line for each step, and one at the time that was promised', () => {
  const overview = bareStack();
  const steps = { answered: { from: 'asked', to: 'answered', within: parseDuration('7s') } };
  addOverview(overview, 'Overview', {
    ...{ name: 'alone', service: 'alone-service', databases: [], alarmArns: [] },
    parties: [{ party: 'plan-small', tenants: ['oak'], steps }],
  });
  const [dashboard] = Object.values(templateOf(overview).findResources('AWS::CloudWatch::Dashboard'));
  const { widgets } = JSON.parse(dashboard?.Properties.DashboardBody);
  expect(widgets.at(-1).properties).toMatchObject({
    metrics: [
      [
        'Covenant/Steps',
        'PromisedSeconds',
        'Environment',
        'alone',
        'Party',
        'plan-small',
        'Step',
        'answered',
        {},
      ],
    ],
    annotations: { horizontal: [{ label: 'answered: 7s', value: 7 }] },
  });
});
