import { Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { MonthClose } from '../../lib/constructs/credits.ts';
import { inlineCode } from '../../lib/constructs/lambda-code.ts';
import { Measurement } from '../../lib/constructs/measurement.ts';
import { bareStack, templateOf } from './bare.data.ts';

const ground = {
  name: 'alone',
  topicArn: 'arn:aws:sns:eu-central-1:111111111111:t',
  runbooks: 'https://runbooks.example.com',
};
const series = [{ series: 'shared/api', host: 'eu-central-1.api.example.com', path: '/v1/health' }];
const terms = { 'plan/small': { credits: { tiers: [{ below: '99.9%', credit: '10%' }], cap: '10%' } } };

/** Measurement and month close used alone, in an app that knows nothing of Covenant. */
function made(keep = true) {
  const stack = bareStack();
  const key = new Key(stack, 'Key');
  const failures = new Queue(stack, 'Failures');
  const common = { ground, key, failures, keep, code: inlineCode() };
  const { history } = new Measurement(stack, 'Measurement', {
    ...common,
    environment: 'alone',
    series,
    timeZone: 'Europe/Helsinki',
  });
  new MonthClose(stack, 'Close', {
    ...common,
    history,
    contract: {
      environment: 'alone',
      agreement: 'small',
      version: 1,
      zone: 'Europe/Helsinki',
      currency: 'EUR',
      terms,
    },
    tenants: [
      {
        name: 'oak',
        plan: 'small',
        terms: 'plan/small',
        size: null,
        subscriptions: [],
        series: { api: 'shared/api' },
      },
    ],
  });
  return templateOf(stack);
}

const template = made();

test('health checks are collected every hour, for the series that the schedule names', () => {
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(1 hour)',
    State: 'ENABLED',
    Target: { Input: JSON.stringify({ series }), DeadLetterConfig: Match.anyValue() },
  });
});

test('nobody knowing rings, and so does a collection that does not run', () => {
  template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'HoleSeconds', Threshold: 0 });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Collected',
    TreatMissingData: 'breaching',
    EvaluationPeriods: 130,
  });
});

test('the month is closed on the second day, in the zone of the agreement', () => {
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'cron(0 6 2 * ? *)',
    ScheduleExpressionTimezone: 'Europe/Helsinki',
  });
});

test('a Distributed Map closes each tenant with the terms as agreed, and one that fails stops no other', () => {
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const { States } = JSON.parse(machine?.Properties.DefinitionString);
  const { Each } = States;
  expect(Each.ItemProcessor.ProcessorConfig).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' });
  const { Close } = Each.ItemProcessor.States;
  expect(Close.Arguments.Payload.contract.terms).toEqual(terms);
  const name = '{% $states.input.tenant.name %}';
  expect(Close.Catch).toEqual([
    expect.objectContaining({
      ErrorEquals: ['States.ALL'],
      Output: { tenant: name, state: 'failed', error: '{% $states.errorOutput.Error %}' },
      Next: 'Not closed',
    }),
  ]);
  expect(Each.ItemProcessor.States['Not closed']).toEqual({ Type: 'Succeed' });
  expect(States.Tenants.Output.tenants.map(({ name }: { name: string }) => name)).toEqual(['oak']);
  expect(States['All closed?'].Default).toBe('Not all closed');
});

test('ledger and history are restorable to any second and cannot be deleted by accident', () => {
  for (const TableName of ['alone-ledger', 'alone-history']) {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      TableName,
      Replicas: [
        Match.objectLike({
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      ],
    });
  }
});

test('statements are locked for ten years, and nobody may lift that', () => {
  template.hasResourceProperties('AWS::S3::Bucket', {
    ObjectLockEnabled: true,
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3653 } } },
  });
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Sid: 'NobodyUnlocks',
          Effect: 'Deny',
          Action: Match.arrayWith(['s3:BypassGovernanceRetention']),
        }),
      ]),
    },
  });
});

test('statements are signed with Ed25519 by a key that only the close may use', () => {
  template.hasResourceProperties('AWS::KMS::Key', {
    KeySpec: 'ECC_NIST_EDWARDS25519',
    KeyUsage: 'SIGN_VERIFY',
  });
  const signing = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([, policy]) =>
    JSON.stringify(policy).includes('kms:Sign'),
  );
  expect(signing.map(([id]) => id)).toEqual([expect.stringMatching(/^CloseRole/)]);
});

test('no function may delete, and the ledger is only ever added to', () => {
  const policies = JSON.stringify(template.findResources('AWS::IAM::Policy'));
  expect(policies).not.toMatch(/dynamodb:(Delete|BatchWrite)|s3:Delete/);
  const close = Object.entries(template.findResources('AWS::IAM::Policy')).find(([id]) =>
    id.startsWith('CloseRole'),
  );
  expect(JSON.stringify(close)).not.toContain('dynamodb:UpdateItem');
});

test('an environment of development can be thrown away', () => {
  const thrown = made(false);
  thrown.hasResource('AWS::DynamoDB::GlobalTable', { DeletionPolicy: 'Delete' });
  thrown.hasResourceProperties('AWS::S3::Bucket', {
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 1 } } },
  });
});

test('whoever writes an exclusion cannot touch what was seen', () => {
  const writing = Object.entries(template.findResources('AWS::IAM::Policy')).find(([id]) =>
    id.startsWith('MeasurementExcludeRole'),
  );
  expect(writing?.[1].Properties.PolicyDocument.Statement).toContainEqual(
    expect.objectContaining({
      Action: 'dynamodb:PutItem',
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['exclusions'] } },
    }),
  );
});
