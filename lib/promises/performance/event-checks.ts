import { judgeKept } from '../availability/collection-checks.ts';
import {
  type AuditCheck,
  compare,
  type Evidence,
  isObject,
  judge,
  missing,
  resourcesOf,
  type Subject,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { STEP_EVENT } from './events.ts';
import { measured, refersTo, resourcesFor, TABLE } from './found.ts';
import { stepsName } from './names.ts';

export const taken: AuditCheck = {
  rule: 'performance/events-taken',
  term: 'performance',
  says: 'What is put on the bus of the environment reaches a queue, so that a burst or a failing function loses no event.',
  run: (subject, assembly) =>
    measured(subject, missing('a rule on the bus', 'AWS::Events::Rule'), () => {
      const [bus] = resourcesFor(subject, assembly, 'AWS::Events::EventBus', 'bus');
      const [queue] = resourcesFor(subject, assembly, 'AWS::SQS::Queue', 'events');
      if (!bus || !queue) return [missing('a bus and its queue', 'AWS::Events::EventBus')];
      const rules = resourcesFor(subject, assembly, 'AWS::Events::Rule', 'events');
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

export const kept: AuditCheck = {
  rule: 'performance/events-kept',
  term: 'performance',
  says: 'Each event of the queue is kept by itself, in a table that can be restored to any second.',
  run: (subject, assembly) =>
    measured(subject, missing('a function that keeps events', 'AWS::Lambda::EventSourceMapping'), () => {
      const [queue] = resourcesFor(subject, assembly, 'AWS::SQS::Queue', 'events');
      const [ingest] = resourcesFor(subject, assembly, 'AWS::Lambda::Function', 'ingest');
      if (!queue || !ingest) return [missing('a function that keeps events', 'AWS::Lambda::Function')];
      const mappings = resourcesOf(assembly, 'AWS::Lambda::EventSourceMapping').filter(({ properties }) =>
        refersTo(properties.EventSourceArn, queue),
      );
      const tables = resourcesFor(subject, assembly, TABLE, 'events');
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
