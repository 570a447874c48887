import { Match } from 'aws-cdk-lib/assertions';
import { FailoverRecord } from '../../lib/constructs/failover.ts';
import { FailoverNotices } from '../../lib/constructs/failover-notices.ts';
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
