import {
  type Assembly,
  type AuditCheck,
  compare,
  type Evidence,
  judge,
  missing,
  resourcesOf,
  valueAt,
} from '../evidence.ts';
import { below, DEFINITION, definitionOf, listedTenant, MACHINE, perPlan, tenantsOf } from './close-found.ts';
import { CLOSE_SCHEDULE } from './close-names.ts';

const ALARM = 'AWS::CloudWatch::Alarm';

/** The promises that only a month close keeps. */
export type Closed = 'credits' | 'subscription';

/** Proves for a promise that each month is closed without anyone asking. */
export function closedMonthly(term: Closed): AuditCheck {
  return {
    rule: `${term}/closed-monthly`,
    term,
    says: 'Each month is closed without anyone asking, on the second day of the next, in the zone of the agreement.',
    run: (subject, assembly) =>
      perPlan(subject, assembly, { type: 'AWS::Scheduler::Schedule', role: 'close-schedule' }, schedule => [
        compare(schedule, ['Properties', 'ScheduleExpression'], CLOSE_SCHEDULE),
        compare(schedule, ['Properties', 'ScheduleExpressionTimezone'], subject.agreement.zone),
        compare(schedule, ['Properties', 'State'], 'ENABLED'),
      ]),
  };
}

/** Proves for a promise that no tenant is left out of the close. */
export function everyTenant(term: Closed): AuditCheck {
  return {
    rule: `${term}/every-tenant`,
    term,
    says: 'The month of every tenant is closed, and one that fails stops no other.',
    run: (subject, assembly) =>
      perPlan(subject, assembly, { type: MACHINE, role: 'month-close' }, machine => {
        const states = below(definitionOf(machine), 'States');
        const catches = below(states, 'Each', 'ItemProcessor', 'States', 'Close', 'Catch');
        return [
          ...tenantsOf(subject).map(({ name }) =>
            judge(machine, DEFINITION, `the tenant ${name}`, listedTenant(machine, name) !== undefined),
          ),
          judge(machine, DEFINITION, 'a tenant that fails is caught', catches !== undefined),
        ];
      }),
  };
}

/** Proves that somebody hears of a month that was not closed. */
export function closeWatched(rule: string, term: 'availability' | 'subscription'): AuditCheck {
  return {
    rule,
    term,
    says: 'An alarm rings when a month was not closed for every tenant, or its close could not be started.',
    run: (subject, assembly) =>
      perPlan(subject, assembly, { type: ALARM, role: 'not-closed' }, alarm => [
        compare(alarm, ['Properties', 'MetricName'], 'ExecutionsFailed'),
        compare(alarm, ['Properties', 'Threshold'], 0),
        ...startAlarms(assembly),
      ]),
  };
}

function startAlarms(assembly: Assembly): readonly Evidence[] {
  const alarms = resourcesOf(assembly, ALARM, { promise: 'credits', role: 'not-started' });
  if (alarms.length === 0) return [missing('an alarm on a close that did not start', ALARM)];
  return alarms.map(alarm => compare(alarm, ['Properties', 'Threshold'], 0));
}

export const claimable: AuditCheck = {
  rule: 'credits/claimable',
  term: 'credits.claim',
  says: 'Where a credit must be asked for, a ticket is noted in the ledger that the month close reads.',
  run: (subject, assembly) => {
    if (subject.terms.credits?.claim.by === 'automatic')
      return { status: 'not-applicable', reason: 'credits need no claim' };
    return perPlan(subject, assembly, { type: 'AWS::Lambda::Function', role: 'claim' }, fn => {
      const path = ['Properties', 'Environment', 'Variables', 'LEDGER'];
      return [judge(fn, path, 'the ledger', valueAt(fn, path) !== undefined)];
    });
  },
};

export const reported: AuditCheck = {
  rule: 'availability/reported',
  term: 'availability.reported',
  says: 'What was measured is written down each month in a statement that can be recomputed from the evidence in it.',
  run: (subject, assembly) => {
    const { reported: terms } = subject.terms.availability ?? {};
    if (terms?.every === 'day') return { status: 'unknown', reason: 'statements are made each month' };
    return perPlan(subject, assembly, { type: 'AWS::Lambda::Function', role: 'close' }, fn =>
      ['HISTORY', 'STATEMENTS', 'SIGNING_KEY'].map(name => {
        const path = ['Properties', 'Environment', 'Variables', name];
        return judge(fn, path, 'where it is', valueAt(fn, path) !== undefined);
      }),
    );
  },
};
