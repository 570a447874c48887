import { Match } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { RegionFailover } from '../../lib/constructs/failover/index.ts';
import { FailoverRecord } from '../../lib/constructs/failover.ts';
import { FailoverNotices } from '../../lib/constructs/failover-notices.ts';
import { inlineCode } from '../../lib/constructs/lambda-code.ts';
import { divertedAlarmName } from '../../lib/promises/failover/names.ts';
import { bareStack, templateOf } from './bare.data.ts';

const half = {
  name: 'api.example.com',
  zoneId: 'Z1',
  timing: { interval: 10, failures: 3, ttl: 30 },
} as const;

test('the primary half answers while its health check passes', () => {
  const stack = bareStack();
  new FailoverRecord(stack, 'Failover', {
    ...half,
    entry: 'entry-eu-central-1.api.example.com',
    check: { host: 'eu-central-1.api.example.com', path: '/v1/health' },
  });
  const template = templateOf(stack);
  template.hasResourceProperties('AWS::Route53::RecordSet', {
    Type: 'CNAME',
    TTL: '30',
    Failover: 'PRIMARY',
    HealthCheckId: Match.anyValue(),
    ResourceRecords: ['entry-eu-central-1.api.example.com'],
  });
  template.hasResourceProperties('AWS::Route53::HealthCheck', {
    HealthCheckConfig: {
      FullyQualifiedDomainName: 'eu-central-1.api.example.com',
      RequestInterval: 10,
      FailureThreshold: 3,
    },
  });
});

test('a primary whose traffic was diverted gets none back by being healthy', () => {
  const stack = bareStack();
  const alarmName = divertedAlarmName('shop', 'shop-service');
  new FailoverRecord(stack, 'Failover', {
    ...half,
    entry: 'entry-eu-central-1.api.example.com',
    check: { host: 'eu-central-1.api.example.com', path: '/v1/health' },
    diverted: { alarmName, region: 'eu-west-1' },
  });
  const template = templateOf(stack);
  template.hasResourceProperties('AWS::Route53::HealthCheck', {
    HealthCheckConfig: {
      Type: 'CLOUDWATCH_METRIC',
      AlarmIdentifier: { Name: alarmName, Region: 'eu-west-1' },
      InsufficientDataHealthStatus: 'LastKnownStatus',
    },
  });
  template.hasResourceProperties('AWS::Route53::HealthCheck', {
    HealthCheckConfig: { Type: 'CALCULATED', HealthThreshold: 2 },
  });
  const [both] = Object.keys(
    template.findResources('AWS::Route53::HealthCheck', {
      Properties: { HealthCheckConfig: { Type: 'CALCULATED' } },
    }),
  );
  template.hasResourceProperties('AWS::Route53::RecordSet', {
    HealthCheckId: { 'Fn::GetAtt': [both, 'HealthCheckId'] },
  });
});

test('what fails services over lives in one region, asks for little, and says who may write in two', () => {
  const stack = bareStack('eu-west-1');
  const pair = (word: string) => ({ primary: `p-${word}`, recovery: `r-${word}` });
  const service = {
    ...{ customer: 'api.example.com', regional: pair('host'), entry: pair('entry'), path: '/v1/health' },
    ...{
      alarms: ['shop-outside-health-check-api'],
      databases: ['shop-db'],
      automatic: true,
      recoveryTime: 7200,
    },
  };
  const key = new kms.Key(stack, 'ReportKey');
  new RegionFailover(stack, 'Failover', {
    configuration: {
      environment: 'shop',
      regions: { primary: 'eu-central-1', recovery: 'eu-west-1', alarms: 'us-east-1' },
      services: { 'shop-service': service },
      report: { bucket: 'reports', signedWith: 'key' },
    },
    tenants: new Map([['shop-service', undefined]]),
    witness: 'eu-west-2',
    ground: {
      name: 'shop',
      topicArn: 'arn:aws:sns:eu-west-1:111111111111:t',
      runbooks: 'https://r.example.com',
    },
    reports: { bucket: new s3.Bucket(stack, 'Reports'), signer: key, key },
    code: inlineCode(),
  });
  const template = templateOf(stack);
  template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    MultiRegionConsistency: 'STRONG',
    GlobalTableWitnesses: [{ Region: 'eu-west-2' }],
    Replicas: [Match.objectLike({ Region: 'eu-central-1' }), Match.objectLike({ Region: 'eu-west-1' })],
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: divertedAlarmName('shop', 'shop-service'),
    TreatMissingData: 'ignore',
  });
  const machine = JSON.stringify(template.findResources('AWS::StepFunctions::StateMachine'));
  expect(machine).toContain('startExecution.sync:2');
  expect(machine).toContain('stateMachine:shop-recovery');
  const policies = JSON.stringify(template.findResources('AWS::IAM::Policy'));
  expect(policies).not.toMatch(/route53:|rds:/);
});

test('the other half knows nothing of the primary region', () => {
  const stack = bareStack('eu-west-1');
  new FailoverRecord(stack, 'Failover', { ...half, entry: 'entry-eu-west-1.api.example.com' });
  const template = templateOf(stack);
  template.hasResourceProperties('AWS::Route53::RecordSet', {
    Failover: 'SECONDARY',
    HealthCheckId: Match.absent(),
  });
  template.resourceCountIs('AWS::Route53::HealthCheck', 0);
});

test('failovers of instances and of clusters are told', () => {
  const stack = bareStack();
  new FailoverNotices(stack, 'Notices', { topicArn: 'arn:aws:sns:eu-central-1:111111111111:t' });
  for (const SourceType of ['db-instance', 'db-cluster']) {
    templateOf(stack).hasResourceProperties('AWS::RDS::EventSubscription', {
      SourceType,
      EventCategories: Match.arrayWith(['failover']),
    });
  }
});
