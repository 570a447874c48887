import { type Front, perFront } from '../access/fronts.ts';
import { serviceName } from '../access/names.ts';
import { checkOf } from '../availability/probe-found.ts';
import { probesOf } from '../availability/probes.ts';
import { HEALTH_REGION } from '../availability/region.ts';
import {
  type Assembly,
  type AuditCheck,
  compare,
  type Evidence,
  isList,
  judge,
  missing,
  type Subject,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { enhancedCheck } from './enhanced-check.ts';
import { errorBudget } from './rules.ts';

const ALARM = 'AWS::CloudWatch::Alarm';
const COMPOSITE = 'AWS::CloudWatch::CompositeAlarm';

/** The alarms that serve a front, from inside its region and from outside. */
function alarmsOf(front: Front): readonly TemplateResource[] {
  const inside = [...front.of(ALARM), ...front.of(COMPOSITE)];
  const outside = [...front.of(ALARM, {}, HEALTH_REGION), ...front.of(COMPOSITE, {}, HEALTH_REGION)];
  return [...new Set([...inside, ...outside])].filter(({ marks }) => isWatching(marks.promise));
}

function isWatching(promise: string | undefined): boolean {
  return promise === 'monitoring' || promise === 'availability';
}

const outside: AuditCheck = {
  rule: 'monitoring/outside',
  term: 'monitoring.automated',
  says: 'Machines ask each component from outside whether it works.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'a health check', ({ tenant }) =>
      probesOf(subject.agreement).map(({ component }) => {
        const check = checkOf(assembly, component, tenant);
        if (!check) return missing(`a health check of ${component}`, 'AWS::Route53::HealthCheck');
        const path = ['Properties', 'HealthCheckConfig', 'Disabled'];
        return judge(check, path, 'not disabled', valueAt(check, path) !== true);
      }),
    ),
};

const inside: AuditCheck = {
  rule: 'monitoring/inside',
  term: 'monitoring.automated',
  says: 'An alarm rings when more calls fail than the promised uptime leaves room for.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'an alarm on failed calls', front => {
      const api = serviceName(subject.environment.environment, front.tenant);
      return front
        .of(ALARM)
        .filter(alarm => alarm.properties.MetricName === '5XXError' && watches(alarm, api))
        .map(alarm => judgeThreshold(alarm, subject));
    }),
};

/** The alarm over the whole API, not the one over a single route. */
function watches({ properties }: TemplateResource, api: string): boolean {
  const { Dimensions } = properties;
  return isList(Dimensions) && Dimensions.length === 1 && JSON.stringify(Dimensions[0]).includes(`"${api}"`);
}

function judgeThreshold(alarm: TemplateResource, { agreement, plan }: Subject): Evidence {
  const budget = errorBudget(agreement, [plan]);
  const threshold = valueAt(alarm, ['Properties', 'Threshold']);
  const holds =
    typeof threshold === 'number' && threshold < 1 && (budget === undefined || threshold <= budget);
  return judge(alarm, ['Properties', 'Threshold'], `at most ${budget ?? 'every call'}`, holds);
}

const acts: AuditCheck = {
  rule: 'monitoring/acts',
  term: 'monitoring.automated',
  says: 'Every alarm tells somebody.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'an alarm that tells somebody', front =>
      alarmsOf(front).map(alarm => {
        const { AlarmActions, ActionsEnabled } = alarm.properties;
        const holds = isList(AlarmActions) && AlarmActions.length > 0 && ActionsEnabled !== false;
        return judge(alarm, ['Properties', 'AlarmActions'], 'a topic', holds);
      }),
    ),
};

const told: AuditCheck = {
  rule: 'monitoring/told',
  term: 'monitoring.automated',
  says: 'Both topics, inside and outside of the region, reach the address of the environment.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'a subscription to alarms', () => {
      const { primary, alarms } = subject.environment;
      return [...new Set([primary.region, HEALTH_REGION])].flatMap(region => {
        const topics = topicsIn(assembly, region);
        const subscriptions = topics.flatMap(topic => subscriptionsOf(assembly, topic));
        if (subscriptions.length === 0)
          return [missing(`a subscription in ${region}`, 'AWS::SNS::Subscription')];
        return subscriptions.map(each => compare(each, ['Properties', 'Endpoint'], alarms.email));
      });
    }),
};

function topicsIn(assembly: Assembly, region: string): readonly TemplateResource[] {
  return assembly.resources.filter(
    ({ type, marks, region: own }) =>
      type === 'AWS::SNS::Topic' && own === region && marks.role === 'topic' && isWatching(marks.promise),
  );
}

function subscriptionsOf(assembly: Assembly, topic: TemplateResource): readonly TemplateResource[] {
  return assembly.resources.filter(
    ({ type, stack, properties }) =>
      type === 'AWS::SNS::Subscription' &&
      stack === topic.stack &&
      JSON.stringify(properties.TopicArn ?? '').includes(`"${topic.logicalId}"`),
  );
}

const says: AuditCheck = {
  rule: 'monitoring/says-who-is-hurt',
  term: 'monitoring',
  says: 'Every alarm says who is hurt and links its runbook.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'an alarm that says who is hurt', front =>
      alarmsOf(front).map(alarm => {
        const text = String(valueAt(alarm, ['Properties', 'AlarmDescription']) ?? '');
        const runbooks = subject.environment.alarms.runbooks.replace(/\/$/, '');
        const holds = text.includes('Hurt: ') && text.includes(`Runbook: ${runbooks}/`);
        return judge(alarm, ['Properties', 'AlarmDescription'], 'who is hurt, and a runbook', holds);
      }),
    ),
};

const silence: AuditCheck = {
  rule: 'monitoring/silence-decided',
  term: 'monitoring',
  says: 'Every alarm says what a minute without data means (AWS fact 21).',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'an alarm that decides on missing data', front =>
      alarmsOf(front)
        .filter(({ type }) => type === ALARM)
        .map(alarm => {
          const path = ['Properties', 'TreatMissingData'];
          return judge(alarm, path, 'a decision', typeof valueAt(alarm, path) === 'string');
        }),
    ),
};

const combined: AuditCheck = {
  rule: 'monitoring/component-alarm',
  term: 'monitoring',
  says: 'Each component has one alarm inside the region over everything that takes it down.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'an alarm for each component', front =>
      probesOf(subject.agreement).map(({ component }) => {
        const [found] = front.of(COMPOSITE, { promise: 'monitoring', component });
        if (!found) return missing(`an alarm for ${component}`, COMPOSITE);
        return judge(found, ['Properties', 'AlarmRule'], 'alarms joined by OR', joins(found));
      }),
    ),
};

function joins(composite: TemplateResource): boolean {
  const rule = String(composite.properties.AlarmRule);
  return rule.includes('ALARM(') && !rule.includes(' AND ') && !rule.includes('NOT ');
}

export const checks: readonly AuditCheck[] = [
  outside,
  inside,
  acts,
  told,
  says,
  silence,
  combined,
  enhancedCheck,
];
