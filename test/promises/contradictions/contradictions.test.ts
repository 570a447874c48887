import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chainUptime, serialChain } from '../../../lib/promises/availability/aws-slas.ts';
import { ROOT } from '../../../lib/root.ts';
import { CASES as OTHERS } from './cases.ts';
import { agreementOf, environmentOf, found, problemsOf } from './found.ts';
import { MONEY_CASES } from './money.ts';

const CASES = [...OTHERS, ...MONEY_CASES];

const DOCUMENTATION = readFileSync(join(ROOT, 'docs', 'problems.md'), 'utf8');

test.each(CASES)(
  '$code: $name',
  ({ code, broken, sound, environment, soundEnvironment, path, severity = 'error' }) => {
    const problems = found(code, broken, environment);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatchObject({ severity, path });
    expect(found(code, sound, soundEnvironment ?? environment)).toEqual([]);
  },
);

test.each(CASES)(
  '$code: $name: a choice resolves it, unless nothing can',
  ({ code, broken, environment }) => {
    const [before] = found(code, broken, environment);
    const choice = { resolves: code, 'text-says': 'Both.', chosen: 'This one.', because: 'of a reason' };
    const [after] = found(code, { ...broken, choices: [choice] }, environment);
    if (before?.impossible) expect(after).toEqual(before);
    else
      expect(after).toMatchObject({
        severity: 'warning',
        message: expect.stringContaining('chosen: This one.'),
      });
  },
);

test.each(CASES)('$code is documented as what it is', ({ code, broken, environment }) => {
  const row = DOCUMENTATION.split('\n').find(line => line.startsWith(`| \`${code}\` |`)) ?? '';
  const [problem] = found(code, broken, environment);
  expect(row.includes('No choice.')).toBe(problem?.impossible === true);
});

test('an abbreviation as a zone is ambiguous too, wherever it stands', () => {
  const hours = { days: ['mon'], from: '09:00', to: '18:00', zone: 'EST' } as const;
  expect(
    found(
      'COV-TIME-ZONE',
      agreementOf({ support: { clause: 'A-1', channels: ['email'], hours: { ...hours, days: ['mon'] } } }),
    ),
  ).toMatchObject([{ path: ['plans', 'gold', 'support', 'hours', 'zone'] }]);
  expect(found('COV-TIME-ZONE', agreementOf({}, { zone: 'CET' }))).toMatchObject([{ path: ['zone'] }]);
});

test('every AWS rule cites the fact it stands on', () => {
  const aws = /AWS|CloudFormation|Route 53|RDS/;
  for (const { code, broken, environment } of CASES) {
    for (const { why } of found(code, broken, environment)) {
      if (aws.test(why)) expect(why).toMatch(/fact|AWS::|RDS reads/);
    }
  }
});

test('the serial chain is the exact product of what AWS owes', () => {
  const chain = serialChain({ databases: { clause: 'A-1', survives: 'zone-loss' } });
  expect(chain.map(part => part.uptime)).toEqual(['99.95', '99.95', '99.95']);
  const { num, den } = chainUptime(chain);
  // 0.9995 cubed, by hand: 0.998500749875
  expect(num * 1_000_000_000_000n).toBe(998_500_749_875n * den);
});

test('a choice that resolves nothing is a warning', () => {
  const choice = { resolves: 'COV-CURRENCY', 'text-says': '-', chosen: '-', because: '-' };
  expect(found('COV-CHOICE-UNUSED', agreementOf({}, { choices: [choice] }))).toMatchObject([
    { severity: 'warning', path: ['choices', 0, 'resolves'] },
  ]);
});

test('a choice for one clause does not resolve the same problem under another', () => {
  const broken = agreementOf(
    { limits: { clause: 'A-1', calls: 'unlimited', 'counted-against': ['week'] } },
    { clauses: { 'A-1': 'x', 'A-2': 'y' } },
  );
  const choice = {
    resolves: 'COV-LIMIT-UNSTATED',
    clause: 'A-2',
    'text-says': '-',
    chosen: '-',
    because: '-',
  };
  expect(found('COV-LIMIT-UNSTATED', { ...broken, choices: [choice] })).toMatchObject([
    { severity: 'error' },
  ]);
});

const tenant = { name: 'birch', plan: 'gold', placement: 'pooled' } as const;

test.each([
  ['COV-PLAN-UNKNOWN', { tenants: [{ ...tenant, plan: 'glod' }] }, /^write gold$/],
  ['COV-PLAN-UNKNOWN', { tenants: [{ ...tenant, plan: 'constructor' }] }, /gold/],
  ['COV-TENANT-TWICE', { tenants: [tenant, tenant] }, /rename/],
  ['COV-CAPACITY-UNKNOWN', { tenants: [{ ...tenant, capacity: 'smal' }] }, /10GB/],
  [
    'COV-RECOVERY-REGION',
    { recovery: { region: 'eu-central-1', zones: ['eu-central-1a', 'eu-central-1b'] } },
    /another region/,
  ],
  [
    'COV-REGION-UNKNOWN',
    { recovery: { region: 'eu-wset-1', zones: ['eu-wset-1a', 'eu-wset-1b'] } },
    /^write eu-west-1$/,
  ],
  [
    'COV-ZONE-UNKNOWN',
    { recovery: { region: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-2b'] } },
    /eu-west-1a/,
  ],
  [
    'COV-DOMAIN',
    { domain: { name: 'api.example.org', 'hosted-zone': 'Z1', 'zone-name': 'example.com' } },
    /example\.com/,
  ],
  ['COV-STATUS-REGION', { 'status-page': { region: 'eu-central-1' } }, /eu-west-1/],
  ['COV-REGION-UNKNOWN', { 'status-page': { region: 'eu-wset-1' } }, /^write eu-west-1$/],
  ['COV-STATUS-NAME', { 'status-page': { name: 'status.example.org' } }, /example\.com/],
  [
    'COV-STATUS-CERTIFICATE',
    { 'status-page': { certificate: 'arn:aws:acm:eu-west-1:111111111111:certificate/x' } },
    /us-east-1/,
  ],
])('%s in an environment', (code, change, fix) => {
  const [problem] = found(code, agreementOf({}), environmentOf(change));
  expect(problem).toMatchObject({ severity: 'error', where: 'environment' });
  expect(problem?.fix).toMatch(fix);
});

test('what a plan leaves to the contract must be stated for each tenant', () => {
  const agreement = agreementOf({ 'by-contract': ['limits'] } as object);
  expect(found('COV-CONTRACT-MISSING', agreement, environmentOf({ tenants: [tenant] }))).toHaveLength(1);
  const terms = { limits: { clause: 'A-1', calls: '5/day' } } as const;
  expect(
    found('COV-CONTRACT-MISSING', agreement, environmentOf({ tenants: [{ ...tenant, terms }] })),
  ).toEqual([]);
});

test('who is promised an email has an address', () => {
  const told = { clause: 'A-1', 'status-page': true, 'told-by': ['email' as const] };
  const kinds = { scheduled: { notice: '24h' as const, 'told-by': ['email' as const], downtime: true } };
  for (const terms of [{ incidents: told }, { maintenance: { clause: 'A-1', kinds } }]) {
    const agreement = agreementOf(terms);
    const environment = (contact?: string) => environmentOf({ tenants: [{ ...tenant, contact }] });
    expect(found('COV-CONTACT-MISSING', agreement, environment())).toMatchObject([{ path: ['tenants', 0] }]);
    expect(found('COV-CONTACT-MISSING', agreement, environment('it@birch.example'))).toEqual([]);
  }
});

test('what a tenant agreed alone is checked too, and shown in its environment', () => {
  const terms = { limits: { clause: 'A-1', calls: '5/hour' } } as const;
  expect(
    found('COV-QUOTA-HOUR', agreementOf({}), environmentOf({ tenants: [{ ...tenant, terms }] })),
  ).toMatchObject([{ where: 'environment', path: ['tenants', 0, 'terms', 'limits', 'calls'] }]);
});

test('more plans or keys than API Gateway has', () => {
  const terms = { limits: { clause: 'A-1', calls: '5/day' } } as const;
  const many = Array.from({ length: 300 }, (_, index) => ({ ...tenant, name: `t${index}`, terms }));
  expect(found('COV-TOO-MANY-USAGE-PLANS', agreementOf({}), environmentOf({ tenants: many }))).toHaveLength(
    1,
  );
  expect(
    found('COV-TOO-MANY-USAGE-PLANS', agreementOf({}), environmentOf({ tenants: many.slice(1) })),
  ).toEqual([]);
  const crowd = Array.from({ length: 10_001 }, (_, index) => ({ ...tenant, name: `t${index}` }));
  expect(found('COV-TOO-MANY-KEYS', agreementOf({}), environmentOf({ tenants: crowd }))).toHaveLength(1);
}, 60_000);

test('what several plans share is said once', () => {
  const shared = {
    'every-plan': { limits: { clause: 'A-1', calls: '1/hour' } },
    plans: { gold: {}, silver: {} },
  } as const;
  expect(found('COV-QUOTA-HOUR', agreementOf({}, shared))).toHaveLength(1);
});

test('an agreement without contradictions has none', () => {
  const terms = { databases: { clause: 'A-1', survives: 'zone-loss' } } as const;
  expect(problemsOf(agreementOf(terms), environmentOf({ tenants: [tenant] }))).toEqual([]);
});
