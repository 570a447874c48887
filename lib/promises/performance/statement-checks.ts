import { type AuditCheck, judge, missing, resourcesOf, valueAt } from '../evidence.ts';
import { written } from '../written-terms.ts';
import { measured, refersTo, resourcesFor, TABLE } from './found.ts';

const MONTH_CLOSE = { promise: 'credits', role: 'month-close' } as const;

export const stated: AuditCheck = {
  rule: 'performance/in-the-statement',
  term: 'performance',
  says: "Each month's close reads the events and judges them by the times as they were agreed, so that the statement has them.",
  run: (subject, assembly) =>
    measured(subject, missing('a month close', 'AWS::StepFunctions::StateMachine'), () => {
      const [table] = resourcesFor(subject, assembly, TABLE, 'events');
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
