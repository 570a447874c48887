import { judgeKept } from '../availability/collection-checks.ts';
import {
  type Assembly,
  type AuditCheck,
  compare,
  type Evidence,
  isList,
  type Json,
  judge,
  judged,
  missing,
  resourcesOf,
  type Subject,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { audienceName } from './audience.ts';
import { addsOnly, below, jsonAt, perRole, refersTo, settingPath } from './found.ts';
import { noticesTableName } from './names.ts';
import { logsIn } from './page-checks.ts';

const FUNCTION = 'AWS::Lambda::Function';

/** The audiences that the tenants of a subject belong to; of a plan that nobody is on, the plan's own. */
function audiencesOf({ plan, tenants }: Subject): readonly string[] {
  return tenants.length === 0 ? [plan] : [...new Set(tenants.map(audienceName))];
}

/** Proves that email reaches each customer of a subject: topic, address, and a function that names the topic. */
export function emailReaches(
  subject: Subject,
  assembly: Assembly,
  ...told: readonly (string | number)[]
): Verdict {
  const audiences = audiencesOf(subject);
  const telling = resourcesOf(assembly, FUNCTION, { promise: 'incidents', role: 'incidents-tell' });
  const path = settingPath('TOLD');
  const named = telling.flatMap(fn =>
    audiences.map(audience => {
      const list = below(jsonAt(fn, path), ...told);
      return judge(fn, path, `${audience} is told`, isList(list) && list.includes(audience));
    }),
  );
  const contacts = subject.tenants.flatMap(({ name, contact = 'an address' }) =>
    addressesOf(assembly, name).map(each => compare(each, ['Properties', 'Endpoint'], contact)),
  );
  const missed = subject.tenants
    .filter(({ name }) => addressesOf(assembly, name).length === 0)
    .map(({ name }) => missing(`an email subscription of ${name}`, 'AWS::SNS::Subscription'));
  return judged(
    [...named, ...contacts, ...missed, ...followed(assembly)],
    missing('a function that tells customers', FUNCTION),
  );
}

function addressesOf(assembly: Assembly, tenant: string): readonly TemplateResource[] {
  const topics = resourcesOf(assembly, 'AWS::SNS::Topic', { promise: 'incidents', role: 'customers' });
  const marks = { promise: 'incidents', role: 'customer', tenant } as const;
  return resourcesOf(assembly, 'AWS::SNS::Subscription', marks).filter(
    each =>
      each.properties.Protocol === 'email' &&
      topics.some(topic => isOf(topic, valueAt(each, ['Properties', 'TopicArn']))),
  );
}

/** In the stack of the topic it is referred to; from another one it is named. */
function isOf(topic: TemplateResource, arn: Json | undefined): boolean {
  const { TopicName } = topic.properties;
  return refersTo(arn, topic) || JSON.stringify(arn ?? '').includes(`:${String(TopicName)}"`);
}

/** The function hears of each line that is added to the log. */
function followed(assembly: Assembly): readonly Evidence[] {
  const type = 'AWS::Lambda::EventSourceMapping';
  const found = resourcesOf(assembly, type, { promise: 'incidents', role: 'following' });
  if (found.length === 0) return [missing('a mapping from the log to the function that tells', type)];
  return found.map(each => {
    const path = ['Properties', 'EventSourceArn'];
    const holds =
      logsIn(assembly).some(log => refersTo(valueAt(each, path), log)) && each.properties.Enabled !== false;
    return judge(each, path, 'the stream of the log', holds);
  });
}

const email: AuditCheck = {
  rule: 'incidents/told-by-email',
  term: 'incidents.told-by',
  says: 'Every customer who is promised an email about incidents gets one, at an address of its own.',
  run: (subject, assembly) => {
    const { 'told-by': by = [] } = subject.terms.incidents ?? {};
    if (!by.includes('email')) return { status: 'not-applicable', reason: 'no email is promised' };
    return emailReaches(subject, assembly, 'incidents');
  },
};

const recorded: AuditCheck = {
  rule: 'incidents/on-record',
  term: 'incidents',
  says: 'What was said of an incident, and when, is kept: lines are added to a log and none is changed or deleted.',
  run: ({ environment }, assembly) => {
    const logs = logsIn(assembly).flatMap(log => [
      compare(log, ['Properties', 'TableName'], noticesTableName(environment.environment)),
      compare(
        log,
        ['Properties', 'KeySchema'],
        [
          { AttributeName: 'kind', KeyType: 'HASH' },
          { AttributeName: 'entry', KeyType: 'RANGE' },
        ],
      ),
      ...judgeKept(log, environment.stage === 'production'),
    ]);
    const writers = ['incidents-write', 'incidents-alarm'] as const;
    return judged(
      [...logs, ...writers.flatMap(role => addsOnly(assembly, { promise: 'incidents', role }))],
      missing('a log of incidents', 'AWS::DynamoDB::GlobalTable'),
    );
  },
};

const operators: AuditCheck = {
  rule: 'incidents/written-by-operators',
  term: 'incidents',
  says: 'Operators can open an incident and say how it goes, also when the region of the service is down.',
  run: ({ environment }, assembly) =>
    perRole(assembly, FUNCTION, { promise: 'incidents', role: 'incidents-write' }, fn => [
      compare(fn, ['Properties', 'FunctionName'], `${environment.environment}-incidents-write`),
      judge(
        fn,
        settingPath('NOTICES'),
        'the log that the page is made of',
        logsIn(assembly).some(log => refersTo(valueAt(fn, settingPath('NOTICES')), log)),
      ),
    ]),
};

export const tellingChecks: readonly AuditCheck[] = [email, recorded, operators];
