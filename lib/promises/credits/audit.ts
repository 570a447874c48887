import { judgeKept } from '../availability/collection-checks.ts';
import { measuredTenants } from '../availability/measured-series.ts';
import {
  type Assembly,
  type AuditCheck,
  compare,
  type Evidence,
  isObject,
  type Json,
  type JsonObject,
  judge,
  judged,
  missing,
  resourcesOf,
  type Subject,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import type { Terms } from '../terms.ts';
import { written } from '../written-terms.ts';
import { CLOSE_SCHEDULE, ledgerTableName } from './close-names.ts';
import { contractTenants } from './contract.ts';

const MACHINE = 'AWS::StepFunctions::StateMachine';
const TABLE = 'AWS::DynamoDB::GlobalTable';
const ALARM = 'AWS::CloudWatch::Alarm';
const DEFINITION = ['Properties', 'DefinitionString'];

/** Asks about the month close; a plan that nobody is on has no month to close. */
function perPlan(
  subject: Subject,
  assembly: Assembly,
  wanted: { readonly type: string; readonly role: string },
  ask: (resource: TemplateResource) => readonly Evidence[],
): Verdict {
  if (tenantsOf(subject).length === 0) {
    return { status: 'not-applicable', reason: 'nobody is on this plan whose months are closed' };
  }
  const found = resourcesOf(assembly, wanted.type, { promise: 'credits', role: wanted.role });
  return judged(found.flatMap(ask), missing(wanted.role, wanted.type));
}

function below(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>((at, key) => (isObject(at) ? at[key] : undefined), value);
}

function definitionOf(machine: TemplateResource): JsonObject {
  const text = valueAt(machine, DEFINITION);
  const value: Json = typeof text === 'string' ? JSON.parse(text) : {};
  return isObject(value) ? value : {};
}

/** The tenants of a subject that share its terms: those with terms of their own are asked about by themselves. */
function tenantsOf({ agreement, environment, tenants }: Subject) {
  const names = new Set(tenants.map(({ name }) => name));
  return contractTenants(agreement, environment).filter(({ name }) => names.has(name));
}

/** What the close of a tenant's month is given of its terms. */
function givenTerms(machine: TemplateResource, name: string): Json | undefined {
  const close = below(definitionOf(machine), 'States', 'Each', 'ItemProcessor', 'States', 'Close');
  return below(close, 'Arguments', 'Payload', 'contract', 'terms', name);
}

/** Proves that the month close computes with a part of the terms exactly as it was agreed. */
function asAgreed(rule: string, term: string, says: string, part: (terms: Terms) => unknown): AuditCheck {
  const keys = term.split('.');
  return {
    rule,
    term,
    says,
    run: (subject, assembly) =>
      perPlan(subject, assembly, { type: MACHINE, role: 'month-close' }, machine =>
        tenantsOf(subject).map(tenant => {
          const expected = JSON.stringify(written(part(subject.terms)));
          const given = below(givenTerms(machine, tenant.terms), ...keys);
          return {
            ...judge(machine, DEFINITION, `${term} of ${tenant.name}: ${expected}`, sameAs(given, expected)),
            actual: JSON.stringify(given) ?? 'absent',
          };
        }),
      ),
  };
}

function sameAs(given: Json | undefined, expected: string): boolean {
  return JSON.stringify(given) === expected;
}

const closed: AuditCheck = {
  rule: 'credits/closed-monthly',
  term: 'credits',
  says: 'Each month is closed without anyone asking, on the second day of the next, in the zone of the agreement.',
  run: (subject, assembly) =>
    perPlan(subject, assembly, { type: 'AWS::Scheduler::Schedule', role: 'close-schedule' }, schedule => [
      compare(schedule, ['Properties', 'ScheduleExpression'], CLOSE_SCHEDULE),
      compare(schedule, ['Properties', 'ScheduleExpressionTimezone'], subject.agreement.zone),
      compare(schedule, ['Properties', 'State'], 'ENABLED'),
    ]),
};

const everyTenant: AuditCheck = {
  rule: 'credits/every-tenant',
  term: 'credits',
  says: 'The month of every tenant is closed, and one that fails stops no other.',
  run: (subject, assembly) =>
    perPlan(subject, assembly, { type: MACHINE, role: 'month-close' }, machine => {
      const states = below(definitionOf(machine), 'States');
      const listed = JSON.stringify(below(states, 'Tenants', 'Output', 'tenants') ?? []);
      const catches = below(states, 'Each', 'ItemProcessor', 'States', 'Close', 'Catch');
      const { agreement, environment, tenants } = subject;
      const names = measuredTenants(agreement, environment).filter(tenant => tenants.includes(tenant));
      return [
        ...names.map(({ name }) =>
          judge(machine, DEFINITION, `the tenant ${name}`, listed.includes(`"name":"${name}"`)),
        ),
        judge(machine, DEFINITION, 'a tenant that fails is caught', catches !== undefined),
      ];
    }),
};

const guarded: AuditCheck = {
  rule: 'credits/ledger-guarded',
  term: 'credits',
  says: 'The ledger has one place for each entry of a tenant, can be restored to any second, and is not deleted by accident.',
  run: (subject, assembly) =>
    perPlan(subject, assembly, { type: TABLE, role: 'ledger' }, table => [
      compare(table, ['Properties', 'TableName'], ledgerTableName(subject.environment.environment)),
      compare(
        table,
        ['Properties', 'KeySchema'],
        [
          { AttributeName: 'tenant', KeyType: 'HASH' },
          { AttributeName: 'sequence', KeyType: 'RANGE' },
        ],
      ),
      ...judgeKept(table, subject.environment.stage === 'production'),
    ]),
};

const locked: AuditCheck = {
  rule: 'credits/statements-locked',
  term: 'credits',
  says: 'No statement can be changed or deleted once it is handed over, and nobody may lift that.',
  run: (subject, assembly) =>
    perPlan(subject, assembly, { type: 'AWS::S3::Bucket', role: 'statements' }, bucket => {
      const mode = ['Properties', 'ObjectLockConfiguration', 'Rule', 'DefaultRetention', 'Mode'];
      return [
        compare(bucket, ['Properties', 'ObjectLockEnabled'], true),
        judge(bucket, mode, 'a retention by default', valueAt(bucket, mode) !== undefined),
        ...policyOf(assembly, bucket).map(policy => {
          const path = ['Properties', 'PolicyDocument', 'Statement'];
          const text = JSON.stringify(valueAt(policy, path) ?? []);
          return judge(policy, path, 'nobody may unlock', text.includes('"s3:BypassGovernanceRetention"'));
        }),
      ];
    }),
};

function policyOf(assembly: Assembly, bucket: TemplateResource): readonly TemplateResource[] {
  return assembly.resources.filter(
    ({ type, stack, properties }) =>
      type === 'AWS::S3::BucketPolicy' &&
      stack === bucket.stack &&
      JSON.stringify(properties.Bucket ?? '').includes(`"${bucket.logicalId}"`),
  );
}

const signed: AuditCheck = {
  rule: 'credits/signed',
  term: 'credits',
  says: 'Statements are signed with a key that never leaves KMS and that anyone can check against.',
  run: (subject, assembly) =>
    perPlan(subject, assembly, { type: 'AWS::KMS::Key', role: 'signing-key' }, key => [
      compare(key, ['Properties', 'KeySpec'], 'ECC_NIST_EDWARDS25519'),
      compare(key, ['Properties', 'KeyUsage'], 'SIGN_VERIFY'),
      ...resourcesOf(assembly, 'AWS::Lambda::Function', { promise: 'credits', role: 'close' }).map(fn => {
        const path = ['Properties', 'Environment', 'Variables', 'SIGNING_KEY'];
        const used = JSON.stringify(valueAt(fn, path) ?? '').includes(`"${key.logicalId}"`);
        return judge(fn, path, `the key ${key.logicalId}`, used);
      }),
    ]),
};

const failure: AuditCheck = {
  rule: 'availability/close-watched',
  term: 'availability',
  says: 'An alarm rings when a month was not closed for every tenant, or its close could not be started.',
  run: (subject, assembly) =>
    perPlan(subject, assembly, { type: ALARM, role: 'not-closed' }, alarm => [
      compare(alarm, ['Properties', 'MetricName'], 'ExecutionsFailed'),
      compare(alarm, ['Properties', 'Threshold'], 0),
      ...startAlarms(assembly),
    ]),
};

function startAlarms(assembly: Assembly): readonly Evidence[] {
  const alarms = resourcesOf(assembly, ALARM, { promise: 'credits', role: 'not-started' });
  if (alarms.length === 0) return [missing('an alarm on a close that did not start', ALARM)];
  return alarms.map(alarm => compare(alarm, ['Properties', 'Threshold'], 0));
}

const claimable: AuditCheck = {
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

const priceGiven = asAgreed(
  'credits/price-as-agreed',
  'price',
  'Credits and invoices are computed from the fee that was agreed.',
  terms => terms.price,
);

const price: AuditCheck = {
  ...priceGiven,
  run: (subject, assembly) =>
    subject.terms.price?.per === 'once'
      ? { status: 'unknown', reason: 'a fee that is paid once is not billed by the month close' }
      : priceGiven.run(subject, assembly),
};

const reported: AuditCheck = {
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

export const checks: readonly AuditCheck[] = [
  closed,
  everyTenant,
  asAgreed(
    'credits/tiers-as-agreed',
    'credits.tiers',
    'Credits are computed with the tiers that were agreed.',
    terms => terms.credits?.tiers,
  ),
  asAgreed(
    'credits/cap-as-agreed',
    'credits.cap',
    'Credits are capped as agreed.',
    terms => terms.credits?.cap,
  ),
  asAgreed(
    'credits/claim-as-agreed',
    'credits.claim',
    'Credits are claimed as agreed, and within the agreed time.',
    terms => terms.credits?.claim,
  ),
  asAgreed(
    'credits/annual-fee-as-agreed',
    'credits.annual-fee',
    'An annual fee becomes a monthly one as agreed.',
    terms => terms.credits?.['annual-fee'],
  ),
  asAgreed(
    'credits/paid-as-agreed',
    'credits.paid-as',
    'Credits reach the customer as agreed.',
    terms => terms.credits?.['paid-as'],
  ),
  asAgreed(
    'availability/exclusions-as-agreed',
    'availability.excludes',
    'Only what was agreed is left out of the measurement, with its notice and its evidence.',
    terms => terms.availability?.excludes,
  ),
  asAgreed(
    'availability/measured-as-agreed',
    'availability.measured',
    'Uptime is counted by the policies that were agreed.',
    terms => terms.availability?.measured,
  ),
  price,
  guarded,
  locked,
  signed,
  failure,
  claimable,
  reported,
];
