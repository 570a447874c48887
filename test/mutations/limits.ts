import type { MutableAssembly } from './mutable.ts';
import type { Mutation } from './mutation.ts';

const PLAN = 'AWS::ApiGateway::UsagePlan';
const FUNCTION = 'AWS::Lambda::Function';
const PLANS = ['Properties', 'Environment', 'Variables', 'PLANS'];
const AUTHORIZER = { promise: 'limits', role: 'authorizer' } as const;

/** Replaces a text in the PLANS setting of functions; fails when it is not there. */
function inSetting(assembly: MutableAssembly, role: string, from: string, to: string): void {
  const all = assembly.find(FUNCTION, { promise: 'limits', role });
  const changed = all.filter(fn => String(fn.get(PLANS)).includes(from));
  if (changed.length === 0) throw new Error(`no setting of ${role} has ${from}`);
  for (const fn of changed) fn.set(PLANS, String(fn.get(PLANS)).replaceAll(from, to));
}

export const mutations: readonly Mutation[] = [
  {
    name: 'the rate is doubled',
    agreement: 'predictive-database-operations',
    breaks: ['limits/rate'],
    mutate: assembly =>
      assembly.each(PLAN, { plan: 'dev' }, plan => plan.set(['Properties', 'Throttle', 'RateLimit'], 10)),
  },
  {
    name: "a tenant's own rate is cut",
    agreement: 'predictive-database-operations',
    breaks: ['limits/rate'],
    mutate: assembly =>
      assembly.each(PLAN, { tenant: 'sequoia' }, plan =>
        plan.set(['Properties', 'Throttle', 'RateLimit'], 20),
      ),
  },
  {
    name: 'the burst is cut',
    agreement: 'reserved-capacity-pricing',
    breaks: ['limits/burst'],
    mutate: assembly =>
      assembly.each(PLAN, {}, plan => plan.set(['Properties', 'Throttle', 'BurstLimit'], 10)),
  },
  {
    name: 'the quota is ten times less',
    agreement: 'predictive-database-operations',
    breaks: ['limits/quota'],
    mutate: assembly =>
      assembly.each(PLAN, { plan: 'sandbox' }, plan => plan.set(['Properties', 'Quota', 'Limit'], 500)),
  },
  {
    name: 'the quota counts days and not months',
    agreement: 'predictive-database-operations',
    breaks: ['limits/quota'],
    mutate: assembly =>
      assembly.each(PLAN, { plan: 'dev' }, plan => plan.set(['Properties', 'Quota', 'Period'], 'DAY')),
  },
  {
    name: 'an unlimited plan has a quota',
    agreement: 'predictive-database-operations',
    breaks: ['limits/quota'],
    mutate: assembly =>
      assembly.each(PLAN, { plan: 'production' }, plan =>
        plan.set(['Properties', 'Quota'], { Limit: 1_000_000, Period: 'MONTH' }),
      ),
  },
  {
    name: 'a usage plan holds for no API',
    agreement: 'predictive-database-operations',
    breaks: ['limits/on-the-api'],
    mutate: assembly =>
      assembly.each(PLAN, { plan: 'dev' }, plan => plan.set(['Properties', 'ApiStages'], [])),
  },
  {
    name: 'a template makes a key',
    agreement: 'predictive-database-operations',
    breaks: ['limits/keys-at-run-time'],
    mutate: assembly =>
      assembly.add('production-service.template.json', 'Key', {
        Type: 'AWS::ApiGateway::ApiKey',
        Properties: {},
      }),
  },
  {
    name: 'a usage plan has a name under which nobody finds it',
    agreement: 'reserved-capacity-pricing',
    breaks: ['limits/by-contract'],
    mutate: assembly => assembly.each(PLAN, {}, plan => plan.set(['Properties', 'UsagePlanName'], 'plan')),
  },
  {
    name: 'the counter lets more calls pass a day',
    agreement: 'reserved-capacity-pricing',
    breaks: ['limits/counts-calls'],
    mutate: assembly => inSetting(assembly, 'authorizer', '"calls":40000', '"calls":400000'),
  },
  {
    name: 'the counter counts by the day and not by the hour',
    agreement: 'alert-agent',
    breaks: ['limits/counts-calls'],
    mutate: assembly => inSetting(assembly, 'authorizer', '"window":"hour"', '"window":"day"'),
  },
  {
    name: 'the counter holds no rate',
    agreement: 'reserved-capacity-pricing',
    breaks: ['limits/counts-rate'],
    mutate: assembly => inSetting(assembly, 'authorizer', '"spacing":100', '"spacing":1'),
  },
  {
    name: 'what the authorizer said is kept for five minutes',
    agreement: 'reserved-capacity-pricing',
    breaks: ['limits/every-call'],
    mutate: assembly =>
      assembly
        .one('AWS::ApiGateway::Authorizer', AUTHORIZER)
        .set(['Properties', 'AuthorizerResultTtlInSeconds'], 300),
  },
  {
    name: 'days begin in another zone',
    agreement: 'reserved-capacity-pricing',
    breaks: ['limits/in-the-zone'],
    mutate: assembly =>
      assembly.one(FUNCTION, AUTHORIZER).set(['Properties', 'Environment', 'Variables', 'ZONE'], 'Etc/UTC'),
  },
  {
    name: 'the customer is warned at 90 % and not at 80 %',
    agreement: 'predictive-database-operations',
    breaks: ['limits/warns'],
    mutate: assembly => inSetting(assembly, 'warn', '"80%"', '"90%"'),
  },
  {
    name: 'nobody looks at usage',
    agreement: 'reserved-capacity-pricing',
    breaks: ['limits/looks'],
    mutate: assembly =>
      assembly.one('AWS::Events::Rule', { role: 'warn-schedule' }).set(['Properties', 'State'], 'DISABLED'),
  },
  {
    name: 'a call over the limit is answered with 403',
    agreement: 'predictive-database-operations',
    breaks: ['limits/answer'],
    mutate: assembly =>
      assembly
        .one('AWS::ApiGateway::GatewayResponse', { role: 'answer-access_denied' })
        .set(['Properties', 'StatusCode'], '403'),
  },
  {
    name: 'nothing moves a key to another plan',
    agreement: 'predictive-database-operations',
    breaks: ['limits/upgrade'],
    mutate: assembly => assembly.one(FUNCTION, { role: 'assign-key' }).remove(),
  },
  {
    name: 'the firewall lets 60 MB pass',
    agreement: 'reserved-capacity-pricing',
    breaks: ['limits/payload'],
    mutate: assembly =>
      assembly
        .one('AWS::WAFv2::WebACL')
        .set(['Properties', 'Rules', 0, 'Statement', 'RegexMatchStatement', 'RegexString'], '^[0-9]{9}$'),
  },
  {
    name: 'the service takes 60 MB',
    agreement: 'reserved-capacity-pricing',
    breaks: ['limits/payload-with-headers'],
    mutate: assembly => {
      const all = assembly.find(FUNCTION, { role: 'service' });
      const path = ['Properties', 'Environment', 'Variables', 'MAX_BYTES'];
      for (const fn of all.filter(each => each.get(path) !== undefined))
        fn.set(path, '{"reserved":60000000}');
    },
  },
];
