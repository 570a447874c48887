import type { MutableAssembly } from './mutable.ts';
import type { Mutation } from './mutation.ts';

const MACHINE = 'AWS::StepFunctions::StateMachine';
const TABLE = 'AWS::DynamoDB::GlobalTable';
const SCHEDULE = 'AWS::Scheduler::Schedule';
const BUCKET = 'AWS::S3::Bucket';

/** Replaces a text in the definition of the month close; fails when it is not there. */
function inDefinition(assembly: MutableAssembly, from: string | RegExp, to: string): void {
  const machine = assembly.one(MACHINE, { promise: 'credits', role: 'month-close' });
  const path = ['Properties', 'DefinitionString'];
  const before = String(machine.get(path));
  const after = before.replace(from, to);
  if (after === before) throw new Error(`the definition has no ${from}`);
  machine.set(path, after);
}

export const mutations: readonly Mutation[] = [
  {
    name: 'the month is closed in another zone',
    agreement: 'enterprise-tiers',
    breaks: ['credits/closed-monthly'],
    mutate: assembly =>
      assembly
        .one(SCHEDULE, { role: 'close-schedule' })
        .set(['Properties', 'ScheduleExpressionTimezone'], 'Pacific/Kiritimati'),
  },
  {
    name: 'nobody closes the month',
    agreement: 'sovereign-node',
    breaks: ['credits/closed-monthly'],
    mutate: assembly => assembly.one(SCHEDULE, { role: 'close-schedule' }).remove(),
  },
  {
    name: 'a tenant is left out of the close',
    agreement: 'sovereign-node',
    breaks: ['credits/every-tenant'],
    mutate: assembly => inDefinition(assembly, '"name":"heron"', '"name":"nobody"'),
  },
  {
    name: 'a tenant that fails stops the others',
    agreement: 'sovereign-node',
    breaks: ['credits/every-tenant'],
    mutate: assembly => inDefinition(assembly, '"Catch":', '"Comment":'),
  },
  {
    name: 'a tier credits 5 % and not 10 %',
    agreement: 'sovereign-node',
    breaks: ['credits/tiers-as-agreed'],
    mutate: assembly => inDefinition(assembly, /"credit":"10%"/g, '"credit":"5%"'),
  },
  {
    name: 'the cap is cut',
    agreement: 'enterprise-tiers',
    breaks: ['credits/cap-as-agreed'],
    mutate: assembly => inDefinition(assembly, /"cap":"50%"/g, '"cap":"25%"'),
  },
  {
    name: 'credits can be claimed for a week only',
    agreement: 'enterprise-tiers',
    breaks: ['credits/claim-as-agreed'],
    mutate: assembly => inDefinition(assembly, /"within":"30d"/g, '"within":"7d"'),
  },
  {
    name: 'an annual fee is divided by days and not by twelve',
    agreement: 'enterprise-tiers',
    breaks: ['credits/annual-fee-as-agreed'],
    mutate: assembly => inDefinition(assembly, /"proration":"twelfth"/g, '"proration":"by-days"'),
  },
  {
    name: 'credits are refunded and not taken off the next invoice',
    agreement: 'sovereign-node',
    breaks: ['credits/paid-as-agreed'],
    mutate: assembly => inDefinition(assembly, /"to":"next-invoice"/g, '"to":"refund"'),
  },
  {
    name: 'the ledger can be deleted',
    agreement: 'enterprise-tiers',
    breaks: ['credits/ledger-guarded'],
    mutate: assembly =>
      assembly
        .one(TABLE, { promise: 'credits', role: 'ledger' })
        .set(['Properties', 'Replicas', 0, 'DeletionProtectionEnabled'], false),
  },
  {
    name: 'the ledger has one place for each tenant only',
    agreement: 'sovereign-node',
    breaks: ['credits/ledger-guarded'],
    mutate: assembly =>
      assembly
        .one(TABLE, { promise: 'credits', role: 'ledger' })
        .set(['Properties', 'KeySchema', 1], undefined),
  },
  {
    name: 'statements can be changed',
    agreement: 'sovereign-node',
    breaks: ['credits/statements-locked'],
    mutate: assembly =>
      assembly
        .one(BUCKET, { promise: 'credits', role: 'statements' })
        .set(['Properties', 'ObjectLockEnabled'], false),
  },
  {
    name: 'statements have no retention',
    agreement: 'enterprise-tiers',
    breaks: ['credits/statements-locked'],
    mutate: assembly =>
      assembly
        .one(BUCKET, { promise: 'credits', role: 'statements' })
        .set(['Properties', 'ObjectLockConfiguration'], undefined),
  },
  {
    name: 'the signing key encrypts',
    agreement: 'sovereign-node',
    breaks: ['credits/signed'],
    mutate: assembly =>
      assembly
        .one('AWS::KMS::Key', { promise: 'credits', role: 'signing-key' })
        .set(['Properties', 'KeyUsage'], 'ENCRYPT_DECRYPT'),
  },
  {
    name: 'nobody hears of a month that was not closed',
    agreement: 'enterprise-tiers',
    breaks: ['availability/close-watched'],
    mutate: assembly => assembly.one('AWS::CloudWatch::Alarm', { role: 'not-closed' }).remove(),
  },
  {
    name: 'nothing notes a claim',
    agreement: 'enterprise-tiers',
    breaks: ['credits/claimable'],
    mutate: assembly => assembly.one('AWS::Lambda::Function', { promise: 'credits', role: 'claim' }).remove(),
  },
  {
    name: 'the fee is doubled',
    agreement: 'sovereign-node',
    breaks: ['credits/price-as-agreed'],
    mutate: assembly => inDefinition(assembly, '"fee":"4800.00 EUR"', '"fee":"9600.00 EUR"'),
  },
  {
    name: 'maintenance is left out without notice',
    agreement: 'enterprise-tiers',
    breaks: ['availability/exclusions-as-agreed'],
    mutate: assembly => inDefinition(assembly, /"notice":"48h"/g, '"notice":"0h"'),
  },
  {
    name: 'outages of providers no longer count',
    agreement: 'alert-agent',
    breaks: ['availability/counted-as-agreed'],
    mutate: assembly =>
      inDefinition(assembly, /"counts":\[\{"clause":"AGENT-3","kind":"provider-outage"\}\]/g, '"counts":[]'),
  },
  {
    name: 'time without data counts as up',
    agreement: 'sovereign-node',
    breaks: ['availability/measured-as-agreed'],
    mutate: assembly => inDefinition(assembly, /"missing":"as-down"/g, '"missing":"as-up"'),
  },
  {
    name: 'statements lead nowhere',
    agreement: 'sovereign-node',
    breaks: ['availability/reported'],
    mutate: assembly =>
      assembly
        .one('AWS::Lambda::Function', { promise: 'credits', role: 'close' })
        .set(['Properties', 'Environment', 'Variables', 'STATEMENTS'], undefined),
  },
];
