import type { MutableAssembly } from './mutable.ts';
import type { Mutation } from './mutation.ts';

const AGREEMENT = 'reserved-capacity-pricing';
const SCHEDULE = 'AWS::Scheduler::Schedule';
const FUNCTION = 'AWS::Lambda::Function';

/** Replaces a text in the definition of the month close; fails when it is not there. */
function inDefinition(from: string | RegExp, to: string): Mutation['mutate'] {
  return (assembly: MutableAssembly) => {
    const machine = assembly.one('AWS::StepFunctions::StateMachine', {
      promise: 'credits',
      role: 'month-close',
    });
    const path = ['Properties', 'DefinitionString'];
    const before = String(machine.get(path));
    const after = before.replace(from, to);
    if (after === before) throw new Error(`the definition has no ${from}`);
    machine.set(path, after);
  };
}

function breaking(rule: string, name: string, mutate: Mutation['mutate']): Mutation {
  return { name, agreement: AGREEMENT, breaks: [`subscription/${rule}`], mutate };
}

export const mutations: readonly Mutation[] = [
  breaking('closed-monthly', 'invoices are made in another zone', assembly =>
    assembly
      .one(SCHEDULE, { role: 'close-schedule' })
      .set(['Properties', 'ScheduleExpressionTimezone'], 'UTC'),
  ),
  breaking('closed-monthly', 'nobody makes the invoices', assembly =>
    assembly.one(SCHEDULE, { role: 'close-schedule' }).remove(),
  ),
  breaking('every-tenant', 'a tenant that fails stops the others', inDefinition('"Catch":', '"Comment":')),
  breaking(
    'granularity-as-agreed',
    'hours are billed',
    inDefinition(/"granularity":"day"/g, '"granularity":"hour"'),
  ),
  breaking(
    'start-as-agreed',
    'the day of sign-up is billed',
    inDefinition(/"starts":"day-after-sign-up"/g, '"starts":"sign-up"'),
  ),
  breaking(
    'invoiced-as-agreed',
    'a month is billed before it begins',
    inDefinition(/"monthly-in-arrears"/g, '"monthly-in-advance"'),
  ),
  breaking(
    'termination-as-agreed',
    'a notice of 30 days is billed',
    inDefinition(/"notice":"1 day"/g, '"notice":"30 days"'),
  ),
  breaking('prices-as-agreed', 'a day costs more', inDefinition(/"10.00 EUR"/g, '"11.00 EUR"')),
  breaking(
    'discounts-as-agreed',
    'no discount is left',
    inDefinition(/"discount":"by-quote"/g, '"discount":"0%"'),
  ),
  breaking(
    'days-as-agreed',
    'a tenant is billed from a month earlier',
    inDefinition('"signedUp":"2026-02-03"', '"signedUp":"2026-01-03"'),
  ),
  breaking(
    'days-as-agreed',
    'a tenant pays for a larger size',
    inDefinition('"size":"small"', '"size":"large"'),
  ),
  breaking('terminable', 'nothing notes a notice', assembly =>
    assembly.one(FUNCTION, { promise: 'subscription', role: 'termination' }).remove(),
  ),
  breaking('terminable', 'notices go to another ledger', assembly =>
    assembly
      .one(FUNCTION, { promise: 'subscription', role: 'termination' })
      .set(['Properties', 'Environment', 'Variables', 'LEDGER'], 'another'),
  ),
  breaking('ledger-guarded', 'the ledger can be deleted', assembly =>
    assembly
      .one('AWS::DynamoDB::GlobalTable', { promise: 'credits', role: 'ledger' })
      .set(['Properties', 'Replicas', 0, 'DeletionProtectionEnabled'], false),
  ),
  breaking('close-watched', 'nobody hears of invoices that were not made', assembly =>
    assembly.one('AWS::CloudWatch::Alarm', { role: 'not-closed' }).remove(),
  ),
];
