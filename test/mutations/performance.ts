import { seenDrill } from '../audit/drill.data.ts';
import type { MutableAssembly } from './mutable.ts';
import type { Mutation } from './mutation.ts';

const ALARM = 'AWS::CloudWatch::Alarm';
const AGENT = 'alert-agent';
const OURS = { promise: 'performance' } as const;
const INPUT = ['Properties', 'Target', 'Input'];

/** Changes the text of what the schedule asks to be measured. */
function asks(change: (input: string) => string) {
  return (assembly: MutableAssembly): void => {
    const schedule = assembly.one('AWS::Scheduler::Schedule', { role: 'measure-schedule' });
    schedule.set(INPUT, change(String(schedule.get(INPUT))));
  };
}

export const mutations: readonly Mutation[] = [
  {
    name: 'failovers of a database are put on no record',
    agreement: 'sovereign-node',
    breaks: ['failover/timed'],
    mutate: assembly =>
      assembly
        .one('AWS::Events::Rule', { tenant: 'heron', role: 'failover-event' })
        .set(['Properties', 'State'], 'DISABLED'),
  },
  {
    name: 'a detected failure is put on record for nobody',
    agreement: 'sovereign-node',
    breaks: ['failover/timed'],
    mutate: assembly =>
      assembly
        .one('AWS::Events::Rule', { tenant: 'heron', role: 'failure-event' })
        .set(['Properties', 'Targets'], []),
  },
  {
    name: 'in a drill, the death of the primary is noticed too late',
    agreement: 'sovereign-node',
    breaks: ['failover/proven-timed'],
    mutate: assembly => assembly.drilled(seenDrill({ failover: { detected: 601 } })),
  },
  {
    name: 'the rule takes other events than are put',
    agreement: AGENT,
    breaks: ['performance/events-taken'],
    mutate: assembly =>
      assembly
        .one('AWS::Events::Rule', { ...OURS, role: 'events' })
        .set(['Properties', 'EventPattern'], { 'detail-type': ['another'] }),
  },
  {
    name: 'the rule is switched off',
    agreement: AGENT,
    breaks: ['performance/events-taken'],
    mutate: assembly =>
      assembly.one('AWS::Events::Rule', { ...OURS, role: 'events' }).set(['Properties', 'State'], 'DISABLED'),
  },
  {
    name: 'an event that cannot be read is thrown away',
    agreement: AGENT,
    breaks: ['performance/events-taken'],
    mutate: assembly =>
      assembly
        .one('AWS::SQS::Queue', { ...OURS, role: 'events' })
        .set(['Properties', 'RedrivePolicy'], undefined),
  },
  {
    name: 'one event that cannot be read holds up a whole batch',
    agreement: AGENT,
    breaks: ['performance/events-kept'],
    mutate: assembly => {
      for (const mapping of assembly.find('AWS::Lambda::EventSourceMapping')) {
        mapping.set(['Properties', 'FunctionResponseTypes'], undefined);
      }
    },
  },
  {
    name: 'the events cannot be restored',
    agreement: AGENT,
    breaks: ['performance/events-kept'],
    mutate: assembly =>
      assembly
        .one('AWS::DynamoDB::GlobalTable', { ...OURS, role: 'events' })
        .set(
          ['Properties', 'Replicas', 0, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled'],
          false,
        ),
  },
  {
    name: 'an alert may take 31 seconds to be acknowledged',
    agreement: AGENT,
    breaks: ['performance/steps-measured'],
    mutate: asks(input => input.replace('"within":"30s"', '"within":"31s"')),
  },
  {
    name: 'a tenant is not measured',
    agreement: AGENT,
    breaks: ['performance/steps-measured'],
    mutate: asks(input => input.replace('"falcon"', '"nobody"')),
  },
  {
    name: 'a tool call may take 61 seconds before anybody hears of it',
    agreement: AGENT,
    breaks: ['performance/late-rings'],
    mutate: assembly =>
      assembly.one(ALARM, { ...OURS, role: 'plan-lean-tool-call' }).set(['Properties', 'Threshold'], 61),
  },
  {
    name: 'exactly 30 seconds is still in time',
    agreement: AGENT,
    breaks: ['performance/late-rings'],
    mutate: assembly =>
      assembly
        .one(ALARM, { ...OURS, role: 'plan-free-acknowledged' })
        .set(['Properties', 'ComparisonOperator'], 'GreaterThanThreshold'),
  },
  {
    name: "a plan's alarm looks at another plan",
    agreement: AGENT,
    breaks: ['performance/late-rings'],
    mutate: assembly => {
      const alarm = assembly.one(ALARM, { ...OURS, role: 'plan-starter-scheduled-check' });
      const text = JSON.stringify(alarm.get(['Properties', 'Dimensions']));
      alarm.set(['Properties', 'Dimensions'], JSON.parse(text.replace('plan-starter', 'plan-lean')));
    },
  },
  {
    name: 'a measuring that does not run is taken for a good sign',
    agreement: AGENT,
    breaks: ['performance/measuring-watched'],
    mutate: assembly =>
      assembly
        .one(ALARM, { ...OURS, role: 'not-measured' })
        .set(['Properties', 'TreatMissingData'], 'notBreaching'),
  },
  {
    name: 'nobody hears of events that could not be read',
    agreement: AGENT,
    breaks: ['performance/measuring-watched'],
    mutate: assembly => assembly.one(ALARM, { ...OURS, role: 'unread' }).remove(),
  },
  {
    name: 'the statement is told of 11 minutes where 10 are promised',
    agreement: AGENT,
    breaks: ['performance/in-the-statement'],
    mutate: assembly => {
      const machine = assembly.one('AWS::StepFunctions::StateMachine', { role: 'month-close' });
      const path = ['Properties', 'DefinitionString'];
      machine.set(path, String(machine.get(path)).replaceAll('"within":"10m"', '"within":"11m"'));
    },
  },
  {
    name: 'the month close knows of no events',
    agreement: AGENT,
    breaks: ['performance/in-the-statement'],
    mutate: assembly =>
      assembly
        .one('AWS::Lambda::Function', { promise: 'credits', role: 'close' })
        .set(['Properties', 'Environment', 'Variables', 'STEPS'], undefined),
  },
  {
    name: 'a call of the service may run for two minutes',
    agreement: AGENT,
    breaks: ['performance/work-stopped'],
    mutate: assembly =>
      assembly.one('AWS::Lambda::Function', { role: 'service' }).set(['Properties', 'Timeout'], 120),
  },
];
