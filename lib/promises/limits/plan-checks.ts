import { type Front, perFront } from '../access/fronts.ts';
import {
  type AuditCheck,
  compare,
  type Evidence,
  isList,
  judge,
  type Subject,
  type TemplateResource,
} from '../evidence.ts';
import { gatewayQuota, gatewayThrottle, usagePlanName } from './rules.ts';

const USAGE_PLAN = 'AWS::ApiGateway::UsagePlan';

/** The usage plans that hold for a subject: those of its own tenants, or else the plan's. */
export function usagePlansOf(
  subject: Subject,
  front: Front,
  all: readonly TemplateResource[],
): readonly TemplateResource[] {
  const own = subject.tenants.filter(tenant => tenant.terms?.limits).map(({ name }) => name);
  const tenant = front.tenant ?? own[0];
  return all.filter(({ marks }) => marks.plan === subject.plan && marks.tenant === tenant);
}

function perPlan(
  subject: Subject,
  assembly: Parameters<AuditCheck['run']>[1],
  ask: (plan: TemplateResource) => readonly Evidence[],
) {
  const all = assembly.resources.filter(({ type }) => type === USAGE_PLAN);
  return perFront(subject, assembly, `a usage plan for ${subject.plan}`, front => {
    const here = all.filter(({ region }) => region === subject.environment.primary.region);
    return usagePlansOf(subject, front, here).flatMap(ask);
  });
}

const rate: AuditCheck = {
  rule: 'limits/rate',
  term: 'limits.rate',
  says: 'The usage plan has the promised steady rate.',
  run: (subject, assembly) =>
    perPlan(subject, assembly, plan => {
      const promised = subject.terms.limits && gatewayThrottle(subject.terms.limits);
      return promised ? [compare(plan, ['Properties', 'Throttle', 'RateLimit'], promised.rateLimit)] : [];
    }),
};

const burst: AuditCheck = {
  rule: 'limits/burst',
  term: 'limits.burst',
  says: 'The usage plan has the promised burst.',
  run: (subject, assembly) =>
    perPlan(subject, assembly, plan => {
      const promised = subject.terms.limits?.burst;
      return promised === undefined
        ? []
        : [compare(plan, ['Properties', 'Throttle', 'BurstLimit'], promised)];
    }),
};

const quota: AuditCheck = {
  rule: 'limits/quota',
  term: 'limits.calls',
  says: 'The usage plan has the promised number of calls in the promised window, and none where calls are unlimited.',
  run: (subject, assembly) => {
    const { limits } = subject.terms;
    const promised = limits && gatewayQuota(limits);
    if (limits && limits.calls !== 'unlimited' && !promised) {
      return {
        status: 'not-applicable',
        reason: 'API Gateway knows no such window (AWS fact 2); Covenant counts',
      };
    }
    return perPlan(subject, assembly, plan =>
      promised
        ? [
            compare(plan, ['Properties', 'Quota', 'Limit'], promised.limit),
            compare(plan, ['Properties', 'Quota', 'Period'], promised.period),
          ]
        : [judge(plan, ['Properties', 'Quota'], 'absent', plan.properties.Quota === undefined)],
    );
  },
};

const onStage: AuditCheck = {
  rule: 'limits/on-the-api',
  term: 'limits',
  says: 'The usage plan holds for the API, without which its numbers mean nothing.',
  run: (subject, assembly) =>
    perPlan(subject, assembly, plan => {
      const stages = plan.properties.ApiStages;
      return [
        judge(plan, ['Properties', 'ApiStages'], 'the stage of the API', isList(stages) && stages.length > 0),
      ];
    }),
};

const keysAtRunTime: AuditCheck = {
  rule: 'limits/keys-at-run-time',
  term: 'limits',
  says: 'No template has a key: a change of plan would make CloudFormation put one key in two plans (AWS fact 3).',
  run: (subject, assembly) => {
    const keys = assembly.resources.filter(({ type }) => type === 'AWS::ApiGateway::ApiKey');
    return perPlan(subject, assembly, plan =>
      keys.length > 0
        ? keys.map(key => judge(key, ['Type'], 'no key in a template', false))
        : [judge(plan, ['Type'], 'a plan without keys', true)],
    );
  },
};

const byContract: AuditCheck = {
  rule: 'limits/by-contract',
  term: 'custom.may',
  says: 'Other limits can be agreed: the usage plan has a name of its own, under which a contract changes its numbers.',
  run: (subject, assembly) => {
    if (!subject.terms.custom?.may.includes('other-limits')) {
      return { status: 'not-applicable', reason: 'other limits are not among what may be agreed' };
    }
    return perPlan(subject, assembly, plan => [
      compare(
        plan,
        ['Properties', 'UsagePlanName'],
        usagePlanName(subject.environment.environment, { plan: subject.plan, tenant: plan.marks.tenant }),
      ),
    ]);
  },
};

export const planChecks: readonly AuditCheck[] = [rate, burst, quota, onStage, keysAtRunTime, byContract];
