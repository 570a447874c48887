import type { MutableAssembly, MutableResource } from './mutable.ts';
import type { Mutation } from './mutation.ts';

const FUNCTION = 'AWS::Lambda::Function';
const SCHEDULE = 'AWS::Scheduler::Schedule';
const OPS = 'predictive-database-operations';
const variable = (name: string) => ['Properties', 'Environment', 'Variables', name];

function publisher(assembly: MutableAssembly): MutableResource {
  return assembly.one(FUNCTION, { promise: 'incidents', role: 'publish' });
}

/** Replaces a text in what the schedule hands to the page; fails when it is not there. */
function inInput(assembly: MutableAssembly, from: string | RegExp, to: string): void {
  const schedule = assembly.one(SCHEDULE, { promise: 'incidents', role: 'publish-schedule' });
  const path = ['Properties', 'Target', 'Input'];
  const before = String(schedule.get(path));
  const after = before.replace(from, to);
  if (after === before) throw new Error(`the input has no ${from}`);
  schedule.set(path, after);
}

export const mutations: readonly Mutation[] = [
  {
    name: 'the page is kept where the service runs',
    agreement: OPS,
    breaks: ['incidents/page-elsewhere'],
    mutate: assembly => {
      assembly.one('AWS::S3::Bucket', { promise: 'incidents', role: 'status-page' }).region = 'eu-central-1';
    },
  },
  {
    name: 'the page is switched off',
    agreement: OPS,
    breaks: ['incidents/page-served'],
    mutate: assembly =>
      assembly
        .one('AWS::CloudFront::Distribution', { promise: 'incidents' })
        .set(['Properties', 'DistributionConfig', 'Enabled'], false),
  },
  {
    name: 'the page is made once a day',
    agreement: OPS,
    breaks: ['incidents/page-fresh'],
    mutate: assembly =>
      assembly
        .one(SCHEDULE, { promise: 'incidents', role: 'publish-schedule' })
        .set(['Properties', 'ScheduleExpression'], 'rate(1 day)'),
  },
  {
    name: 'the page shows a promise that was not made',
    agreement: OPS,
    breaks: ['incidents/page-fresh'],
    mutate: assembly => inInput(assembly, /"promise":"99.9%"/g, '"promise":"99.99%"'),
  },
  {
    name: 'the page reads its history from another stack',
    agreement: 'sovereign-node',
    breaks: ['incidents/page-alone'],
    mutate: assembly => publisher(assembly).set(variable('HISTORY'), 'sovereign-history'),
  },
  {
    name: 'nobody hears that the page stands still',
    agreement: OPS,
    breaks: ['incidents/page-watched'],
    mutate: assembly =>
      assembly.one('AWS::CloudWatch::Alarm', { promise: 'incidents', role: 'not-published' }).remove(),
  },
  {
    name: 'alarms open nothing',
    agreement: 'sovereign-node',
    breaks: ['incidents/opened-by-alarm'],
    mutate: assembly => assembly.one('AWS::SNS::Subscription', { role: 'from-alarms' }).remove(),
  },
  {
    name: 'a customer is not among those who are told',
    agreement: OPS,
    breaks: ['incidents/told-by-email'],
    mutate: assembly =>
      assembly.one('AWS::SNS::Subscription', { role: 'customer', tenant: 'maple' }).remove(),
  },
  {
    name: 'nobody on the plan is told',
    agreement: OPS,
    breaks: ['incidents/told-by-email'],
    mutate: assembly =>
      assembly
        .one(FUNCTION, { promise: 'incidents', role: 'incidents-tell' })
        .set(variable('TOLD'), '{"incidents":[],"maintenance":{}}'),
  },
  {
    name: 'whoever opens an incident can rewrite what was said',
    agreement: OPS,
    breaks: ['incidents/on-record'],
    mutate: assembly => {
      const policies = assembly
        .find('AWS::IAM::Policy')
        .filter(({ logicalId }) => logicalId.startsWith('Incidentsincidentswrite'));
      policies[0]?.set(['Properties', 'PolicyDocument', 'Statement', 0, 'Action'], 'dynamodb:DeleteItem');
    },
  },
  {
    name: 'operators write to a table that nobody reads',
    agreement: OPS,
    breaks: ['incidents/written-by-operators'],
    mutate: assembly =>
      assembly
        .one(FUNCTION, { promise: 'incidents', role: 'incidents-write' })
        .set(variable('NOTICES'), 'elsewhere'),
  },
  {
    name: 'an outage is significant after a day',
    agreement: OPS,
    breaks: ['incidents/report-as-agreed'],
    mutate: assembly => inInput(assembly, '"significantAfter":"30m"', '"significantAfter":"1d"'),
  },
  {
    name: 'a late report rings nowhere',
    agreement: 'sovereign-node',
    breaks: ['incidents/late-report-rings'],
    mutate: assembly => assembly.one('AWS::CloudWatch::Alarm', { role: 'report-late' }).remove(),
  },
];
