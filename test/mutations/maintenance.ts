import type { MutableAssembly } from './mutable.ts';
import type { Mutation } from './mutation.ts';

const FUNCTION = 'AWS::Lambda::Function';
const SCHEDULE = 'AWS::Scheduler::Schedule';
const variable = (name: string) => ['Properties', 'Environment', 'Variables', name];
const INPUT = ['Properties', 'Target', 'Input'];

/** Replaces a text in a property; fails when it is not there. */
function replace(
  resource: ReturnType<MutableAssembly['one']>,
  path: readonly string[],
  from: string | RegExp,
  to: string,
): void {
  const before = String(resource.get(path));
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${path.join('.')} has no ${from}`);
  resource.set(path, after);
}

export const mutations: readonly Mutation[] = [
  {
    name: 'what was announced can be changed afterwards',
    agreement: 'enterprise-tiers',
    breaks: ['maintenance/announced-on-record'],
    mutate: assembly => {
      const policy = assembly
        .find('AWS::IAM::Policy')
        .find(({ logicalId }) => logicalId.startsWith('MaintenanceWriteRole'));
      policy?.set(['Properties', 'PolicyDocument', 'Statement', 0, 'Action'], 'dynamodb:UpdateItem');
    },
  },
  {
    name: 'scheduled maintenance may take a day',
    agreement: 'alert-agent',
    breaks: ['maintenance/kinds-as-agreed'],
    mutate: assembly =>
      replace(
        assembly.one(FUNCTION, { promise: 'maintenance', role: 'write' }),
        variable('TERMS'),
        /"lasts-under":"1h"/g,
        '"lasts-under":"1d"',
      ),
  },
  {
    name: 'an hour of notice is enough',
    agreement: 'enterprise-tiers',
    breaks: ['maintenance/notice-as-agreed'],
    mutate: assembly =>
      replace(
        assembly.one(SCHEDULE, { promise: 'maintenance', role: 'exclude-schedule' }),
        INPUT,
        /"kind":"maintenance","notice":"48h"/g,
        '"kind":"maintenance","notice":"1h"',
      ),
  },
  {
    name: 'nothing hands maintenance to the measurement',
    agreement: 'sovereign-node',
    breaks: ['maintenance/reaches-measurement', 'maintenance/notice-as-agreed'],
    mutate: assembly => assembly.one(SCHEDULE, { role: 'exclude-schedule' }).remove(),
  },
  {
    name: 'maintenance is handed to a region without measurement',
    agreement: 'alert-agent',
    breaks: ['maintenance/reaches-measurement'],
    mutate: assembly =>
      assembly
        .one(FUNCTION, { promise: 'maintenance', role: 'exclude' })
        .set(variable('MEASUREMENT_REGION'), 'eu-north-1'),
  },
  {
    name: 'exclusions go to another table than months are closed from',
    agreement: 'enterprise-tiers',
    breaks: ['maintenance/reaches-measurement'],
    mutate: assembly =>
      assembly
        .one(FUNCTION, { promise: 'availability', role: 'exclude' })
        .set(variable('HISTORY'), 'somewhere-else'),
  },
  {
    name: 'a customer does not hear of maintenance',
    agreement: 'alert-agent',
    breaks: ['maintenance/told-by-email'],
    mutate: assembly =>
      assembly.one('AWS::SNS::Subscription', { role: 'customer', tenant: 'falcon' }).remove(),
  },
  {
    name: 'no dashboard may read what is announced',
    agreement: 'alert-agent',
    breaks: ['maintenance/on-the-page'],
    mutate: assembly =>
      assembly
        .one('AWS::CloudFront::ResponseHeadersPolicy')
        .set(['Properties', 'ResponseHeadersPolicyConfig', 'CorsConfig'], undefined),
  },
  {
    name: 'an announcement that could not be handed over rings nowhere',
    agreement: 'enterprise-tiers',
    breaks: ['maintenance/watched'],
    mutate: assembly =>
      assembly.one('AWS::CloudWatch::Alarm', { promise: 'incidents', role: 'undelivered' }).remove(),
  },
  {
    name: 'paging rests for half a day',
    agreement: 'alert-agent',
    breaks: ['maintenance/paging-rests-no-longer'],
    mutate: assembly =>
      assembly.each('AWS::CloudWatch::AlarmMuteRule', { promise: 'maintenance' }, rule =>
        rule.set(['Properties', 'Rule', 'Schedule', 'Duration'], 'PT12H'),
      ),
  },
];
