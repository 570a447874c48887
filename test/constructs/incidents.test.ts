import { Match } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Incidents } from '../../lib/constructs/incidents.ts';
import { inlineCode } from '../../lib/constructs/lambda-code.ts';
import { StatusPage } from '../../lib/constructs/status-page.ts';
import { StatusPublisher } from '../../lib/constructs/status-publisher.ts';
import { bareStack, templateOf } from './bare.data.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111111111111:alone-alarms-outside';

/** The log, what tells customers, and the page, in an app that knows nothing of Covenant. */
function made() {
  const stack = bareStack('eu-west-1');
  const shared = {
    environment: 'alone',
    ground: {
      name: 'alone',
      topicArn: 'arn:aws:sns:eu-west-1:111111111111:t',
      runbooks: 'https://r.example',
    },
    code: inlineCode(),
    key: new Key(stack, 'Key'),
    failures: new Queue(stack, 'Failures'),
  };
  const { notices } = new Incidents(stack, 'Incidents', {
    ...shared,
    titles: { web: 'Web site' },
    alarms: { topicArn: TOPIC, region: 'us-east-1' },
    audiences: [{ name: 'paid', plan: 'paid', contacts: { oak: 'it@oak.example' } }],
    telling: { TOLD: '{}', TERMS: '{}', ADDRESS: 'https://status.example.com/' },
  });
  const certificate = Certificate.fromCertificateArn(
    stack,
    'Certificate',
    'arn:aws:acm:us-east-1:111111111111:certificate/x',
  );
  const page = new StatusPage(stack, 'Page', {
    ...{ serviceRegion: 'eu-central-1', domainName: 'status.example.com', certificate },
  });
  new StatusPublisher(stack, 'Publisher', {
    ...{ ...shared, notices, page, input: { agreement: 'small' }, timeZone: 'Etc/UTC' },
    ...{ measuredIn: 'eu-central-1', reports: true },
  });
  return templateOf(stack);
}

const template = made();

function rightsOf(role: string): readonly { Action: unknown; Resource: unknown; Condition?: unknown }[] {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy'));
  return policies.find(([id]) => id.startsWith(role))?.[1].Properties.PolicyDocument.Statement ?? [];
}

test('the log tells each line that is added to it, and can be restored to any second', () => {
  template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    TableName: 'alone-notices',
    StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
    Replicas: [
      Match.objectLike({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    ],
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    BisectBatchOnFunctionError: true,
    DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    StartingPosition: 'TRIM_HORIZON',
  });
});

test('nobody may change or delete what was said, or what was seen', () => {
  const rights = JSON.stringify(template.findResources('AWS::IAM::Policy'));
  expect(rights).not.toMatch(/dynamodb:(Delete|BatchWrite)|s3:(Delete|Get)/);
  for (const role of ['Incidentsincidentswrite', 'Incidentsincidentsalarm', 'Incidentsincidentstell']) {
    expect(rightsOf(role).length).toBeGreaterThan(0);
    expect(JSON.stringify(rightsOf(role))).not.toContain('dynamodb:UpdateItem');
  }
  expect(JSON.stringify(rightsOf('Incidentsincidentstell'))).not.toContain('dynamodb:PutItem');
});

test('alarms of another region reach the function, and nobody else may call it', () => {
  template.hasResourceProperties('AWS::SNS::Subscription', {
    ...{ TopicArn: TOPIC, Region: 'us-east-1', Protocol: 'lambda' },
  });
  template.hasResourceProperties('AWS::Lambda::Permission', {
    ...{ Principal: 'sns.amazonaws.com', SourceArn: TOPIC, Action: 'lambda:InvokeFunction' },
  });
});

test('customers of a plan are told by an encrypted topic; what cannot be sent is kept', () => {
  template.hasResourceProperties('AWS::SNS::Topic', {
    TopicName: 'alone-customers-paid',
    KmsMasterKeyId: Match.anyValue(),
  });
  template.hasResourceProperties('AWS::SNS::Subscription', {
    ...{ Protocol: 'email', Endpoint: 'it@oak.example' },
    RedrivePolicy: { deadLetterTargetArn: Match.anyValue() },
  });
});

test('the page is made every five minutes by one function at a time, from tables of its own region', () => {
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(5 minutes)',
    Target: { Input: '{"agreement":"small"}' },
  });
  template.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'alone-status-publish',
    ReservedConcurrentExecutions: 1,
    Environment: {
      Variables: Match.objectLike({
        HISTORY: { Ref: Match.stringLikeRegexp('^PublisherHistory') },
        NOTICES: { Ref: Match.stringLikeRegexp('^IncidentsNotices') },
        SITE: { Ref: Match.stringLikeRegexp('^PageBucket') },
      }),
    },
  });
});

test('of the other region it may read decisions and nothing else, and use a key for that table only', () => {
  const away = rightsOf('PublisherPublish').filter(({ Resource }) =>
    JSON.stringify(Resource).includes('eu-central-1'),
  );
  expect(away).toEqual([
    expect.objectContaining({
      Action: 'dynamodb:Query',
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['exclusions'] } },
    }),
    expect.objectContaining({
      Action: 'kms:Decrypt',
      Condition: {
        StringEquals: {
          'kms:ViaService': 'dynamodb.eu-central-1.amazonaws.com',
          'kms:EncryptionContext:aws:dynamodb:tableName': 'alone-history',
        },
      },
    }),
  ]);
});

test('a page that stands still rings, and so does a report that is late', () => {
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    ...{ MetricName: 'Published', TreatMissingData: 'breaching', Period: 300, EvaluationPeriods: 4 },
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ReportsLate', Threshold: 0 });
});
