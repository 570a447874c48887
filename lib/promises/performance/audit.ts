import { frontsFor } from '../access/fronts.ts';
import { judgeKept } from '../availability/collection-checks.ts';
import {
  type Assembly,
  type AuditCheck,
  compare,
  type Evidence,
  isObject,
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
import { written } from '../written-terms.ts';
import { STEP_EVENT } from './events.ts';
import { PROMISED_SECONDS, STEPS_MEASURED, STEPS_NAMESPACE, stepDimensions, stepsName } from './names.ts';
import { type Party, partiesOf, partyName, stoppedAfter, writtenParty } from './parties.ts';

const ALARM = 'AWS::CloudWatch::Alarm';
const TABLE = 'AWS::DynamoDB::GlobalTable';
const SCHEDULE = 'AWS::Scheduler::Schedule';
const OURS = { promise: 'performance' } as const;
const MONTH_CLOSE = { promise: 'credits', role: 'month-close' } as const;

/** The parties that a subject's tenants belong to. */
function partiesFor({ agreement, environment, tenants }: Subject): readonly Party[] {
  const names = new Set(tenants.map(partyName));
  return partiesOf(agreement, environment).filter(({ party }) => names.has(party));
}

/** Asks about the resources that measure; a plan that nobody is on has nothing to measure. */
function measured(subject: Subject, wanted: Evidence, ask: () => readonly Evidence[]): Verdict {
  if (partiesFor(subject).length === 0) return { status: 'not-applicable', reason: 'nobody is on this plan' };
  return judged(ask(), wanted);
}

/** The resources of a role, in the region where the service runs. */
function of(subject: Subject, assembly: Assembly, type: string, role: string): readonly TemplateResource[] {
  const { region } = subject.environment.primary;
  return resourcesOf(assembly, type, { ...OURS, role }).filter(resource => resource.region === region);
}

function refersTo(value: Json | undefined, resource: TemplateResource): boolean {
  return JSON.stringify(value ?? null).includes(`"${resource.logicalId}"`);
}

const taken: AuditCheck = {
  rule: 'performance/events-taken',
  term: 'performance',
  says: 'What is put on the bus of the environment reaches a queue, so that a burst or a failing function loses no event.',
  run: (subject, assembly) =>
    measured(subject, missing('a rule on the bus', 'AWS::Events::Rule'), () => {
      const [bus] = of(subject, assembly, 'AWS::Events::EventBus', 'bus');
      const [queue] = of(subject, assembly, 'AWS::SQS::Queue', 'events');
      if (!bus || !queue) return [missing('a bus and its queue', 'AWS::Events::EventBus')];
      const rules = of(subject, assembly, 'AWS::Events::Rule', 'events');
      return rules.flatMap(rule => judgeRule(rule, bus, queue, subject));
    }),
};

function judgeRule(
  rule: TemplateResource,
  bus: TemplateResource,
  queue: TemplateResource,
  { environment }: Subject,
): readonly Evidence[] {
  const at = (...keys: readonly string[]) => ['Properties', ...keys];
  const state = valueAt(rule, at('State'));
  const targets = valueAt(rule, at('Targets'));
  const dead = valueAt(queue, at('RedrivePolicy'));
  return [
    compare(bus, at('Name'), stepsName(environment.environment)),
    judge(rule, at('EventBusName'), 'the bus', refersTo(valueAt(rule, at('EventBusName')), bus)),
    compare(rule, at('EventPattern'), { 'detail-type': [STEP_EVENT] }),
    judge(rule, at('State'), 'ENABLED', state === undefined || state === 'ENABLED'),
    judge(rule, at('Targets'), 'the queue', refersTo(targets, queue)),
    judge(queue, at('RedrivePolicy'), 'where unread events wait', isObject(dead)),
  ];
}

const kept: AuditCheck = {
  rule: 'performance/events-kept',
  term: 'performance',
  says: 'Each event of the queue is kept by itself, in a table that can be restored to any second.',
  run: (subject, assembly) =>
    measured(subject, missing('a function that keeps events', 'AWS::Lambda::EventSourceMapping'), () => {
      const [queue] = of(subject, assembly, 'AWS::SQS::Queue', 'events');
      const [ingest] = of(subject, assembly, 'AWS::Lambda::Function', 'ingest');
      if (!queue || !ingest) return [missing('a function that keeps events', 'AWS::Lambda::Function')];
      const mappings = resourcesOf(assembly, 'AWS::Lambda::EventSourceMapping').filter(({ properties }) =>
        refersTo(properties.EventSourceArn, queue),
      );
      const tables = of(subject, assembly, TABLE, 'events');
      const guarded = subject.environment.stage === 'production';
      return [
        ...mappings.flatMap(mapping => judgeMapping(mapping, ingest)),
        ...(mappings.length > 0 ? [] : [missing('a reader of the queue', 'AWS::Lambda::EventSourceMapping')]),
        ...tables.flatMap(table => judgeKept(table, guarded)),
        ...(tables.length > 0 ? [] : [missing('a table of events', TABLE)]),
      ];
    }),
};

function judgeMapping(mapping: TemplateResource, ingest: TemplateResource): readonly Evidence[] {
  const enabled = ['Properties', 'Enabled'];
  const name = ['Properties', 'FunctionName'];
  return [
    judge(mapping, name, 'the function that keeps them', refersTo(valueAt(mapping, name), ingest)),
    judge(mapping, enabled, 'not disabled', valueAt(mapping, enabled) !== false),
    compare(mapping, ['Properties', 'FunctionResponseTypes'], ['ReportBatchItemFailures']),
  ];
}

const asked: AuditCheck = {
  rule: 'performance/steps-measured',
  term: 'performance',
  says: 'The steps are measured every few minutes, for each tenant, against the times as they were agreed.',
  run: (subject, assembly) =>
    measured(subject, missing('a schedule that measures', SCHEDULE), () =>
      of(subject, assembly, SCHEDULE, 'measure-schedule').flatMap(schedule => {
        const input = ['Properties', 'Target', 'Input'];
        const state = ['Properties', 'State'];
        const given = partiesIn(valueAt(schedule, input));
        return [
          ...partiesFor(subject).map(party => judgeParty(schedule, input, given, party)),
          judge(schedule, state, 'ENABLED', valueAt(schedule, state) === 'ENABLED'),
        ];
      }),
    ),
};

function partiesIn(input: Json | undefined): readonly string[] {
  const value: Json = typeof input === 'string' ? JSON.parse(input) : {};
  const parties = isObject(value) ? value.parties : undefined;
  return Array.isArray(parties) ? parties.map(party => JSON.stringify(party)) : [];
}

function judgeParty(
  schedule: TemplateResource,
  path: readonly string[],
  given: readonly string[],
  party: Party,
): Evidence {
  const wanted = JSON.stringify(writtenParty(party));
  const found = given.find(text => text.includes(`"party":"${party.party}"`));
  return { ...judge(schedule, path, wanted, given.includes(wanted)), actual: found ?? 'absent' };
}

const alarmed: AuditCheck = {
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

const watched: AuditCheck = {
  rule: 'performance/measuring-watched',
  term: 'performance',
  says: 'An alarm rings when nobody measures, and when events could not be read; silence is no good sign.',
  run: (subject, assembly) =>
    measured(subject, missing('an alarm on measuring', ALARM), () => {
      const [unread] = of(subject, assembly, 'AWS::SQS::Queue', 'unread');
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

const stated: AuditCheck = {
  rule: 'performance/in-the-statement',
  term: 'performance',
  says: "Each month's close reads the events and judges them by the times as they were agreed, so that the statement has them.",
  run: (subject, assembly) =>
    measured(subject, missing('a month close', 'AWS::StepFunctions::StateMachine'), () => {
      const [table] = of(subject, assembly, TABLE, 'events');
      const agreed = JSON.stringify({ performance: written(subject.terms.performance) }).slice(1, -1);
      const given = ['Properties', 'DefinitionString'];
      const setting = ['Properties', 'Environment', 'Variables', 'STEPS'];
      const machines = resourcesOf(assembly, 'AWS::StepFunctions::StateMachine', MONTH_CLOSE);
      const closes = resourcesOf(assembly, 'AWS::Lambda::Function', { promise: 'credits', role: 'close' });
      return [
        ...machines.map(machine => ({
          ...judge(machine, given, agreed, String(valueAt(machine, given)).includes(agreed)),
          actual: 'the terms of its contract',
        })),
        ...closes.map(close => {
          const reads = table !== undefined && refersTo(valueAt(close, setting), table);
          return judge(close, setting, 'the table of events', reads);
        }),
        ...(closes.length > 0 ? [] : [missing('a function that closes', 'AWS::Lambda::Function')]),
      ];
    }),
};

const stopped: AuditCheck = {
  rule: 'performance/work-stopped',
  term: 'performance.steps',
  says: 'A function of the service is stopped before a call takes longer than was promised.',
  run: (subject, assembly) => {
    const longest = stoppedAfter([subject.terms]);
    if (longest === undefined) return { status: 'not-applicable', reason: 'no work is stopped' };
    if ('address' in subject.environment.service) {
      return {
        status: 'unknown',
        reason: "the service is one's own, at an address; it stops its work itself",
      };
    }
    const fronts = frontsFor(subject, assembly);
    if (fronts.length === 0) return { status: 'not-applicable', reason: 'nobody on this plan has a service' };
    const path = ['Properties', 'Timeout'];
    const evidence = fronts.flatMap(front =>
      front.of('AWS::Lambda::Function', { role: 'service' }).map(fn => {
        const timeout = valueAt(fn, path);
        return judge(fn, path, `${longest} s or less`, typeof timeout === 'number' && timeout <= longest);
      }),
    );
    return judged(evidence, missing('a function of the service', 'AWS::Lambda::Function'));
  },
};

export const checks: readonly AuditCheck[] = [taken, kept, asked, alarmed, watched, stated, stopped];
