import {
  type Assembly,
  type AuditCheck,
  compare,
  type Evidence,
  type Json,
  judge,
  missing,
  resourcesOf,
  type Subject,
  type TemplateResource,
} from '../evidence.ts';
import { measured, partiesFor, refersTo, resourcesFor } from './found.ts';
import { PROMISED_SECONDS, STEPS_MEASURED, STEPS_NAMESPACE, stepDimensions } from './names.ts';
import type { Party } from './parties.ts';

const ALARM = 'AWS::CloudWatch::Alarm';

export const alarmed: AuditCheck = {
  rule: 'performance/late-rings',
  term: 'performance',
  says: 'Each promised time has an alarm at exactly that time.',
  run: (subject, assembly) =>
    measured(subject, missing('an alarm on a step', ALARM), () =>
      partiesFor(subject).flatMap(party =>
        Object.keys(party.steps).map(name => judgeAlarm(subject, assembly, party, name)),
      ),
    ),
};

function judgeAlarm(subject: Subject, assembly: Assembly, party: Party, name: string): Evidence {
  const { environment } = subject.environment;
  const step = party.steps[name];
  const alarm = alarmsOn(subject, assembly, PROMISED_SECONDS).find(({ properties }) =>
    isAbout(properties.Dimensions, stepDimensions(environment, party.party, name)),
  );
  if (!alarm || !step) return missing(`an alarm on ${name} for ${party.party}`, ALARM);
  const compared = step.exactly === 'late' ? 'GreaterThanOrEqualToThreshold' : 'GreaterThanThreshold';
  const { Threshold, ComparisonOperator } = alarm.properties;
  const holds = Threshold === step.within.seconds && ComparisonOperator === compared;
  const words = `${compared} ${step.within.seconds} s`;
  return {
    ...judge(alarm, ['Properties', 'Threshold'], words, holds),
    actual: `${ComparisonOperator} ${Threshold} s`,
  };
}

function alarmsOn(subject: Subject, assembly: Assembly, metric: string): readonly TemplateResource[] {
  const { region } = subject.environment.primary;
  return resourcesOf(assembly, ALARM).filter(
    ({ region: own, properties }) =>
      own === region && properties.Namespace === STEPS_NAMESPACE && properties.MetricName === metric,
  );
}

function isAbout(dimensions: Json | undefined, wanted: Readonly<Record<string, string>>): boolean {
  const given = JSON.stringify(dimensions ?? []);
  return Object.entries(wanted).every(([Name, Value]) => given.includes(JSON.stringify({ Name, Value })));
}

export const watched: AuditCheck = {
  rule: 'performance/measuring-watched',
  term: 'performance',
  says: 'An alarm rings when nobody measures, and when events could not be read; silence is no good sign.',
  run: (subject, assembly) =>
    measured(subject, missing('an alarm on measuring', ALARM), () => {
      const [unread] = resourcesFor(subject, assembly, 'AWS::SQS::Queue', 'unread');
      const silent = ['Properties', 'TreatMissingData'];
      const measuring = alarmsOn(subject, assembly, STEPS_MEASURED).filter(({ properties }) =>
        isAbout(properties.Dimensions, { Environment: subject.environment.environment }),
      );
      const waiting = resourcesOf(assembly, ALARM).filter(
        ({ properties }) => unread !== undefined && refersTo(properties.Dimensions, unread),
      );
      return [
        ...measuring.map(alarm => compare(alarm, silent, 'breaching')),
        ...(measuring.length > 0 ? [] : [missing('an alarm on measuring', ALARM)]),
        ...waiting.map(alarm => compare(alarm, ['Properties', 'Threshold'], 0)),
        ...(waiting.length > 0 ? [] : [missing('an alarm on unread events', ALARM)]),
      ];
    }),
};
