import { HealthChecks } from '../../lib/constructs/availability.ts';
import { bareStack, templateOf } from './bare.data.ts';

const stack = bareStack('us-east-1');
const made = new HealthChecks(stack, 'Checks', {
  ground: {
    name: 'alone',
    topicArn: 'arn:aws:sns:us-east-1:111111111111:t',
    runbooks: 'https://runbooks.example.com/',
  },
  probes: [
    { component: 'web', title: 'Website', path: '/health/web', every: 60 },
    { component: 'api', title: 'API', path: '/health/api', every: 10 },
  ],
  services: [
    { host: 'eu-central-1.example.com', customers: 'everybody' },
    { host: 'eu-central-1.oak.example.com', customers: 'oak', tenant: 'oak' },
  ],
});
const template = templateOf(stack);

test('each component of each service is probed over HTTPS, as often as Route 53 can within the promise', () => {
  template.resourceCountIs('AWS::Route53::HealthCheck', 4);
  for (const [path, interval] of [
    ['/health/web', 30],
    ['/health/api', 10],
  ]) {
    template.hasResourceProperties('AWS::Route53::HealthCheck', {
      HealthCheckConfig: { Type: 'HTTPS', ResourcePath: path, RequestInterval: interval, EnableSNI: true },
    });
  }
});

test('silence rings', () => {
  template.allResourcesProperties('AWS::CloudWatch::Alarm', { TreatMissingData: 'breaching', Threshold: 1 });
});

test('one alarm per component joins the alarms of its services', () => {
  template.resourceCountIs('AWS::CloudWatch::CompositeAlarm', 2);
  template.hasResourceProperties('AWS::CloudWatch::CompositeAlarm', {
    AlarmRule: 'ALARM("alone-health-check-api") OR ALARM("alone-health-check-api-oak")',
  });
});

test('alarms have names of their own, say who is hurt and link their runbook', () => {
  const names = made.alarms.map(alarm => alarm.alarmName);
  expect(new Set(names).size).toBe(names.length);
  for (const alarm of made.alarms) {
    expect(alarm.alarmDescription).toMatch(/Hurt: .+ Runbook: https:\/\/runbooks\.example\.com\/[a-z-]+$/);
  }
});
