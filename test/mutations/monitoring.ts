import type { Mutation } from './mutation.ts';

const ALARM = 'AWS::CloudWatch::Alarm';
const COMPOSITE = 'AWS::CloudWatch::CompositeAlarm';
const OPS = 'predictive-database-operations';
const INSIDE = { promise: 'monitoring' } as const;

export const mutations: readonly Mutation[] = [
  {
    name: 'the health checks are switched off',
    agreement: OPS,
    breaks: ['monitoring/outside'],
    mutate: assembly =>
      assembly.each('AWS::Route53::HealthCheck', { promise: 'availability' }, check =>
        check.set(['Properties', 'HealthCheckConfig', 'Disabled'], true),
      ),
  },
  {
    name: 'the alarm on failed calls rings only when all fail',
    agreement: OPS,
    breaks: ['monitoring/inside'],
    mutate: assembly => {
      for (const alarm of assembly.find(ALARM, INSIDE)) {
        if (alarm.get(['Properties', 'MetricName']) === '5XXError') alarm.set(['Properties', 'Threshold'], 1);
      }
    },
  },
  {
    name: 'the action of an alarm is removed',
    agreement: OPS,
    breaks: ['monitoring/acts'],
    mutate: assembly => assembly.one(ALARM, INSIDE).set(['Properties', 'AlarmActions'], undefined),
  },
  {
    name: 'the actions of an alarm are switched off',
    agreement: 'enterprise-tiers',
    breaks: ['monitoring/acts'],
    mutate: assembly => assembly.one(COMPOSITE, INSIDE).set(['Properties', 'ActionsEnabled'], false),
  },
  {
    name: 'alarms are told to nobody',
    agreement: OPS,
    breaks: ['monitoring/told'],
    mutate: assembly => {
      for (const each of assembly.find('AWS::SNS::Subscription')) {
        if (each.template === 'production-monitoring.template.json') each.remove();
      }
    },
  },
  {
    name: 'an alarm says nothing',
    agreement: OPS,
    breaks: ['monitoring/says-who-is-hurt'],
    mutate: assembly =>
      assembly.one(ALARM, INSIDE).set(['Properties', 'AlarmDescription'], 'Something is wrong'),
  },
  {
    name: 'an alarm leaves open what silence means',
    agreement: OPS,
    breaks: ['monitoring/silence-decided'],
    mutate: assembly => assembly.one(ALARM, INSIDE).set(['Properties', 'TreatMissingData'], undefined),
  },
  {
    name: 'a component has no alarm inside the region',
    agreement: OPS,
    breaks: ['monitoring/component-alarm'],
    mutate: assembly => assembly.one(COMPOSITE, INSIDE).remove(),
  },
  {
    name: 'nobody watches the storage of a database with enhanced monitoring',
    agreement: 'enterprise-tiers',
    breaks: ['monitoring/enhanced'],
    mutate: assembly => {
      for (const alarm of assembly.find(ALARM, { plan: 'business' })) {
        if (alarm.get(['Properties', 'MetricName']) === 'FreeStorageSpace') alarm.remove();
      }
    },
  },
];
