import { DatabaseAlarms } from '../../lib/constructs/monitoring/database-alarms.ts';
import { addMuteRules } from '../../lib/constructs/monitoring/mute.ts';
import { ServiceAlarms } from '../../lib/constructs/monitoring/service-alarms.ts';
import { NoticeTopic } from '../../lib/constructs/monitoring/topic.ts';
import { TOPOLOGIES } from '../../lib/promises/databases/topologies.ts';
import { bareStack, templateOf } from './bare.data.ts';

const ground = {
  name: 'alone',
  topicArn: 'arn:aws:sns:eu-central-1:111111111111:t',
  runbooks: 'https://runbooks.example.com',
};

function service(level: 'standard' | 'enhanced') {
  const stack = bareStack();
  const { alarms } = new ServiceAlarms(stack, 'Service', {
    ground,
    service: 'alone-service',
    functions: ['health'],
    probes: [{ component: 'api', title: 'API', path: '/v1/health', every: 30 }],
    level,
    errorBudget: 0.001,
    customers: 'everybody',
  });
  return { alarms, template: templateOf(stack) };
}

test('calls may fail as often as the promised uptime leaves room for', () => {
  service('standard').template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: '5XXError',
    Statistic: 'Average',
    Threshold: 0.001,
    Dimensions: [{ Name: 'ApiName', Value: 'alone-service' }],
  });
});

test('latency is watched where enhanced monitoring is promised', () => {
  const metrics = (level: 'standard' | 'enhanced') => service(level).alarms.map(alarm => alarm.metricName);
  expect(metrics('standard')).not.toContain('Latency');
  expect(metrics('enhanced')).toContain('Latency');
});

test('every alarm acts, says who is hurt, and decides what silence means', () => {
  for (const alarm of service('enhanced').alarms) {
    expect(alarm.alarmActions).toEqual([ground.topicArn]);
    expect(alarm.alarmDescription).toMatch(/Hurt: .+ Runbook: https:\/\/runbooks\.example\.com\//);
    expect(alarm.treatMissingData).toBeDefined();
  }
});

test.each(TOPOLOGIES)(
  '%s: what a database can run out of is watched, by the dimension that it has',
  topology => {
    const stack = bareStack();
    const { alarms } = new DatabaseAlarms(stack, 'Database', {
      ground,
      topology,
      identifier: 'orders',
      memoryGiB: 16,
      storageGiB: 100,
      customers: 'everybody',
      marks: {},
    });
    const metrics = alarms.map(alarm => alarm.metricName);
    expect(metrics).toEqual(
      expect.arrayContaining(['CPUUtilization', 'FreeableMemory', 'DatabaseConnections']),
    );
    expect(metrics.includes('FreeStorageSpace')).toBe(topology !== 'aurora');
    expect(metrics.some(metric => metric?.includes('Lag'))).toBe(!topology.endsWith('instance'));
    expect(new Set(alarms.map(alarm => alarm.alarmName)).size).toBe(alarms.length);
  },
);

test('a mute rule names at most a hundred alarms and rests for the promised time', () => {
  const stack = bareStack();
  const alarms = Array.from({ length: 150 }, (_none, at) => `alarm-${at}`);
  addMuteRules(
    stack,
    'alone',
    [{ kind: 'weekly', weekDays: 'SAT,SUN', hour: 3, minutes: 45 }],
    'Etc/UTC',
    alarms,
  );
  const template = templateOf(stack);
  template.resourceCountIs('AWS::CloudWatch::AlarmMuteRule', 2);
  template.allResourcesProperties('AWS::CloudWatch::AlarmMuteRule', {
    Rule: { Schedule: { Duration: 'PT45M', Expression: 'cron(0 3 * * SAT,SUN)', Timezone: 'Etc/UTC' } },
  });
});

test('only the named services may publish, and what is not delivered waits', () => {
  const stack = bareStack();
  new NoticeTopic(stack, 'Topic', {
    topicName: 'alone',
    description: 'Alarms',
    email: 'a@example.com',
    publishers: ['cloudwatch.amazonaws.com'],
    marks: {},
  });
  const template = templateOf(stack);
  const policy = JSON.stringify(template.findResources('AWS::SNS::TopicPolicy'));
  expect(policy).toContain('cloudwatch.amazonaws.com');
  expect(policy).toContain('aws:SecureTransport');
  const [subscription] = Object.values(template.findResources('AWS::SNS::Subscription'));
  expect(subscription?.Properties).toMatchObject({ Protocol: 'email', Endpoint: 'a@example.com' });
  expect(subscription?.Properties.RedrivePolicy).toBeDefined();
});
