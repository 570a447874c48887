import type { Mutation } from './mutation.ts';

const CHECK = 'AWS::Route53::HealthCheck';
const ALARM = 'AWS::CloudWatch::Alarm';
const COMPOSITE = 'AWS::CloudWatch::CompositeAlarm';
const CONFIG = ['Properties', 'HealthCheckConfig'];
const DATABASE = { promise: 'availability', component: 'database' } as const;

export const mutations: readonly Mutation[] = [
  {
    name: 'a component is not probed',
    agreement: 'alert-agent',
    breaks: [
      'availability/probed',
      'availability/often-enough',
      'availability/alarm-sees-metric',
      'availability/component-alarm',
    ],
    mutate: assembly => assembly.one(CHECK, DATABASE).remove(),
  },
  {
    name: "one component's probe asks another's route",
    agreement: 'alert-agent',
    breaks: ['availability/probed'],
    mutate: assembly =>
      assembly.one(CHECK, DATABASE).set([...CONFIG, 'ResourcePath'], '/v1/health/dashboard'),
  },
  {
    name: 'the probe follows the failover and never sees an outage of the region',
    agreement: 'sovereign-node',
    breaks: ['availability/probed'],
    mutate: assembly =>
      assembly
        .one(CHECK, { component: 'platform' })
        .set([...CONFIG, 'FullyQualifiedDomainName'], 'node.example.com'),
  },
  {
    name: 'the probe asks too rarely',
    agreement: 'alert-agent',
    breaks: ['availability/often-enough'],
    mutate: assembly => assembly.one(CHECK, DATABASE).set([...CONFIG, 'RequestInterval'], 60),
  },
  {
    name: 'the alarm is in a region without the metric',
    agreement: 'alert-agent',
    breaks: ['availability/alarm-sees-metric'],
    mutate: assembly => {
      assembly.one(ALARM, DATABASE).region = 'eu-central-1';
    },
  },
  {
    name: 'silence counts as health',
    agreement: 'alert-agent',
    breaks: ['availability/alarm-sees-metric'],
    mutate: assembly => assembly.one(ALARM, DATABASE).set(['Properties', 'TreatMissingData'], 'notBreaching'),
  },
  {
    name: 'a component has no alarm over its checks',
    agreement: 'alert-agent',
    breaks: ['availability/component-alarm'],
    mutate: assembly => assembly.one(COMPOSITE, DATABASE).remove(),
  },
  {
    name: "a component's alarm rings for another component",
    agreement: 'alert-agent',
    breaks: ['availability/component-alarm'],
    mutate: assembly => assembly.one(COMPOSITE, DATABASE).set(['Properties', 'AlarmRule'], 'ALARM("other")'),
  },
  {
    name: 'the service runs in one zone',
    agreement: 'sovereign-node',
    breaks: ['availability/zones'],
    mutate: assembly => {
      const fn = assembly.one('AWS::Lambda::Function', { role: 'service' });
      const path = ['Properties', 'VpcConfig', 'SubnetIds'];
      fn.set(path, [fn.get([...path, 0])]);
    },
  },
  {
    name: 'the firewall knows no attacks',
    agreement: 'alert-agent',
    breaks: ['availability/firewall'],
    mutate: assembly => assembly.one('AWS::WAFv2::WebACL').set(['Properties', 'Rules'], []),
  },
  {
    name: 'a component of one tenant is not collected',
    agreement: 'sovereign-node',
    breaks: ['availability/collected'],
    mutate: assembly => {
      const schedule = assembly.one('AWS::Scheduler::Schedule', { role: 'collector-schedule' });
      const path = ['Properties', 'Target', 'Input'];
      schedule.set(path, String(schedule.get(path)).replace('heron.', 'nobody.'));
    },
  },
  {
    name: 'history is collected every twenty days, after CloudWatch has forgotten it',
    agreement: 'enterprise-tiers',
    breaks: ['availability/collected'],
    mutate: assembly =>
      assembly
        .one('AWS::Scheduler::Schedule', { role: 'collector-schedule' })
        .set(['Properties', 'ScheduleExpression'], 'rate(20 days)'),
  },
  {
    name: 'nobody hears of holes in the history',
    agreement: 'predictive-database-operations',
    breaks: ['availability/holes-ring'],
    mutate: assembly => assembly.one('AWS::CloudWatch::Alarm', { role: 'holes' }).remove(),
  },
  {
    name: 'a collector that does not run is taken for a good sign',
    agreement: 'sovereign-node',
    breaks: ['availability/collection-watched'],
    mutate: assembly =>
      assembly
        .one('AWS::CloudWatch::Alarm', { role: 'not-collected' })
        .set(['Properties', 'TreatMissingData'], 'notBreaching'),
  },
  {
    name: 'the history cannot be restored',
    agreement: 'enterprise-tiers',
    breaks: ['availability/history-kept'],
    mutate: assembly =>
      assembly
        .one('AWS::DynamoDB::GlobalTable', { promise: 'availability', role: 'history' })
        .set(
          ['Properties', 'Replicas', 0, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled'],
          false,
        ),
  },
];
