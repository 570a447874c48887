import { perFront } from '../access/fronts.ts';
import { termsOf } from '../agreement.ts';
import {
  type AuditCheck,
  compare,
  type Evidence,
  isList,
  isObject,
  type Json,
  judge,
  type Subject,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { numbersAbove } from './payload.ts';

const ANSWERS = ['answer-throttled', 'answer-quota_exceeded', 'answer-access_denied'];

const answers: AuditCheck = {
  rule: 'limits/answer',
  term: 'limits.beyond',
  says: 'A call over the limit is answered with the promised status, whichever part refuses it.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'an answer for calls over the limit', front => {
      const promised = String(subject.terms.limits?.beyond?.answer);
      return assembly.resources
        .filter(
          ({ type, marks }) =>
            type === 'AWS::ApiGateway::GatewayResponse' && ANSWERS.includes(marks.role ?? ''),
        )
        .filter(
          ({ marks, region }) =>
            marks.tenant === front.tenant && region === subject.environment.primary.region,
        )
        .map(answer => compare(answer, ['Properties', 'StatusCode'], promised));
    }),
};

const upgrade: AuditCheck = {
  rule: 'limits/upgrade',
  term: 'limits.beyond.until',
  says: 'An operator can move a key to another plan at run time, which is usable at once.',
  run: (subject, assembly) => {
    if (subject.terms.limits?.beyond?.until !== 'next-period-or-upgrade') {
      return { status: 'not-applicable', reason: 'an upgrade before the next period is not promised' };
    }
    return perFront(subject, assembly, 'a function that moves keys', () =>
      assembly.resources
        .filter(({ type, marks }) => type === 'AWS::Lambda::Function' && marks.role === 'assign-key')
        .map(fn =>
          judge(
            fn,
            ['Properties', 'Environment', 'Variables', 'PLANS'],
            `knows ${subject.plan}`,
            knows(fn, subject),
          ),
        ),
    );
  },
};

function knows(fn: TemplateResource, { plan }: Subject): boolean {
  const text = valueAt(fn, ['Properties', 'Environment', 'Variables', 'PLANS']);
  return typeof text === 'string' && text.includes(`"${plan}`);
}

const payload: AuditCheck = {
  rule: 'limits/payload',
  term: 'limits.payload.max',
  says: 'The firewall refuses messages over the promised size and no smaller ones.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'a firewall that knows the size', front =>
      front.of('AWS::WAFv2::WebACL').map(firewall => {
        const bytes = largestOf(subject);
        const rules = valueAt(firewall, ['Properties', 'Rules']);
        const found = isList(rules) ? rules.findIndex(rule => isObject(rule) && rule.Name === 'payload') : -1;
        const path = ['Properties', 'Rules', found, 'Statement', 'RegexMatchStatement', 'RegexString'];
        return judge(
          firewall,
          path,
          `more than ${bytes} bytes`,
          valueAt(firewall, path) === numbersAbove(bytes),
        );
      }),
    ),
};

/** The firewall does not know whose plan a key is on: it refuses what no plan allows. */
function largestOf({ agreement, terms }: Subject): number {
  const all = Object.keys(agreement.plans).map(
    plan => termsOf(agreement, plan).limits?.payload?.max.bytes ?? 0,
  );
  return Math.max(terms.limits?.payload?.max.bytes ?? 0, ...all);
}

const payloadInService: AuditCheck = {
  rule: 'limits/payload-with-headers',
  term: 'limits.payload.max',
  says: 'The service itself refuses messages over the promised size, headers included.',
  run: (subject, assembly) => {
    if ('address' in subject.environment.service) {
      return { status: 'not-applicable', reason: "the service is one's own and checks for itself" };
    }
    return perFront(subject, assembly, 'a service that knows the size', front =>
      front.of('AWS::Lambda::Function', { role: 'service' }).flatMap(fn => sizeSetting(fn, subject)),
    );
  },
};

const SIZES = ['Properties', 'Environment', 'Variables', 'MAX_BYTES'];

function sizeSetting(fn: TemplateResource, { plan, terms }: Subject): readonly Evidence[] {
  const text = valueAt(fn, SIZES);
  if (typeof text !== 'string') return [];
  const sizes: Json = JSON.parse(text);
  const bytes = terms.limits?.payload?.max.bytes;
  return [judge(fn, SIZES, `${bytes} bytes for ${plan}`, isObject(sizes) && sizes[plan] === bytes)];
}

export const answerChecks: readonly AuditCheck[] = [answers, upgrade, payload, payloadInService];
