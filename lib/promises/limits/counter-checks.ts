import { type Front, perFront } from '../access/fronts.ts';
import {
  type Assembly,
  type AuditCheck,
  compare,
  type Evidence,
  isObject,
  type Json,
  judge,
  type Subject,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { type CountedPlan, planOf, plansSetting } from './plans-setting.ts';
import { needsOwnCounter } from './rules.ts';

const FUNCTION = 'AWS::Lambda::Function';
const SETTING = ['Properties', 'Environment', 'Variables', 'PLANS'];

/** The part of a function's PLANS setting that holds for a subject, or undefined when it cannot be read. */
function settingOf(fn: TemplateResource, subject: Subject, front: Front): Json | undefined {
  const text = valueAt(fn, SETTING);
  if (typeof text !== 'string') return undefined;
  const plans: Json = JSON.parse(text);
  const own = front.tenant ?? subject.tenants.find(tenant => tenant.terms?.limits)?.name;
  if (!isObject(plans)) return undefined;
  return (own ? plans[`${subject.plan}-${own}`] : undefined) ?? plans[subject.plan];
}

/** What that part must be. */
function expectedOf(subject: Subject): CountedPlan | undefined {
  const { plan } = subject;
  const setting = plansSetting([{ plan, limits: subject.terms.limits }]);
  return planOf(setting, { plan, tenant: '' });
}

/** Compares one part of the setting, and says nothing of the others, so that each check breaks by itself. */
function judgeSetting(
  fn: TemplateResource,
  subject: Subject,
  front: Front,
  part: 'calls' | 'bucket' | 'warnAt',
): Evidence {
  const expected = JSON.stringify(expectedOf(subject)?.[part]);
  const found = settingOf(fn, subject, front);
  const actual = isObject(found) ? JSON.stringify(found[part]) : undefined;
  return judge(fn, SETTING, `${part} ${expected} for ${subject.plan}`, actual === expected);
}

function authorizers(front: Front): readonly TemplateResource[] {
  return front.of(FUNCTION, { promise: 'limits', role: 'authorizer' });
}

function counted(
  subject: Subject,
  assembly: Assembly,
  ask: (front: Front) => readonly Evidence[],
): ReturnType<AuditCheck['run']> {
  const { limits } = subject.terms;
  if (!limits || !needsOwnCounter(limits)) {
    return { status: 'not-applicable', reason: 'the usage plan counts; nothing hard or hourly is promised' };
  }
  return perFront(subject, assembly, 'a function that counts calls', ask);
}

const countsCalls: AuditCheck = {
  rule: 'limits/counts-calls',
  term: 'limits.calls',
  says: 'Covenant counts the calls of a hard or hourly limit itself, with the promised number and window (AWS facts 1 and 2).',
  run: (subject, assembly) =>
    counted(subject, assembly, front =>
      authorizers(front).map(fn => judgeSetting(fn, subject, front, 'calls')),
    ),
};

const countsRate: AuditCheck = {
  rule: 'limits/counts-rate',
  term: 'limits.hard',
  says: 'Covenant holds a hard rate and burst itself, with the promised numbers (AWS fact 1).',
  run: (subject, assembly) =>
    counted(subject, assembly, front =>
      authorizers(front).map(fn => judgeSetting(fn, subject, front, 'bucket')),
    ),
};

const everyCall: AuditCheck = {
  rule: 'limits/every-call',
  term: 'limits',
  says: 'The authorizer is asked about every call: an answer that is kept would let calls pass uncounted.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'an authorizer', front =>
      front
        .of('AWS::ApiGateway::Authorizer', { role: 'authorizer' })
        .map(each => compare(each, ['Properties', 'AuthorizerResultTtlInSeconds'], 0)),
    ),
};

const inZone: AuditCheck = {
  rule: 'limits/in-the-zone',
  term: 'limits.calls',
  says: "The windows of counted limits begin in the agreement's zone.",
  run: (subject, assembly) =>
    counted(subject, assembly, front =>
      authorizers(front).map(fn =>
        compare(fn, ['Properties', 'Environment', 'Variables', 'ZONE'], subject.agreement.zone),
      ),
    ),
};

const warns: AuditCheck = {
  rule: 'limits/warns',
  term: 'limits.warnings',
  says: 'A function warns at exactly the promised shares.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'a function that warns', front =>
      warnParts(assembly, FUNCTION, 'warn').map(fn => judgeSetting(fn, subject, front, 'warnAt')),
    ),
};

const looks: AuditCheck = {
  rule: 'limits/looks',
  term: 'limits.warnings',
  says: 'Usage is looked at by a schedule that is on.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'a schedule that looks at usage', () =>
      warnParts(assembly, 'AWS::Events::Rule', 'warn-schedule').map(rule =>
        compare(rule, ['Properties', 'State'], 'ENABLED'),
      ),
    ),
};

/** One warner looks after every service of the environment. */
function warnParts(assembly: Assembly, type: string, role: string): readonly TemplateResource[] {
  return assembly.resources.filter(({ type: each, marks }) => each === type && marks.role === role);
}

export const counterChecks: readonly AuditCheck[] = [
  countsCalls,
  countsRate,
  everyCall,
  inZone,
  warns,
  looks,
];
