import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { compareAgreements } from '../../lib/comparison/compare.ts';
import { whoIsTold } from '../../lib/comparison/told.ts';
import { environmentSchema } from '../../lib/promises/environment.ts';
import { parseAgreement } from '../../lib/reader/index.ts';
import { environmentOf } from '../promises/contradictions/found.ts';
import { AGREEMENTS, example } from '../reader/example.ts';

function read(text: string) {
  const { agreement, problems } = parseAgreement('x.yaml', text);
  if (!agreement) throw new Error(JSON.stringify(problems[0]));
  return agreement;
}

/** The changes after pieces of an example are replaced, first occurrence each. */
function changesAfter(name: string, ...edits: readonly [string, string][]) {
  const before = example(name);
  const after = edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`no "${from}" in ${name}`);
    return text.replace(from, to);
  }, before);
  return compareAgreements(read(before), read(after));
}

const OPS = 'predictive-database-operations';

test.each([
  [
    OPS,
    'keep: 7d\n      away',
    'keep: 8d\n      away',
    'OPS-12',
    'plans.production.backups.keep',
    'tightened',
  ],
  [
    OPS,
    'keep: 7d\n      away',
    'keep: 6d\n      away',
    'OPS-12',
    'plans.production.backups.keep',
    'loosened',
  ],
  [OPS, 'every: 1d', 'every: 2d', 'OPS-12', 'plans.sandbox.backups.every', 'loosened'],
  [OPS, 'away: { clause: OPS-13, keep: 7d }', '', 'OPS-13', 'plans.production.backups.away', 'loosened'],
  [OPS, 'rate: 20/s', 'rate: 19/s', 'OPS-5', 'plans.production.limits.rate', 'loosened'],
  [OPS, 'rate: 20/s\n', '\n', 'OPS-5', 'plans.production.limits.rate', 'tightened'],
  [OPS, 'calls: 5000/month', 'calls: unlimited', 'OPS-5', 'plans.sandbox.limits.calls', 'tightened'],
  [OPS, 'calls: unlimited', 'calls: 900000/month', 'OPS-5', 'plans.production.limits.calls', 'loosened'],
  [OPS, 'calls: 5000/month', 'calls: 5000/week', 'OPS-5', 'plans.sandbox.limits.calls', 'loosened'],
  [
    OPS,
    'survives: zone-loss',
    'survives: instance-loss',
    'OPS-3',
    'every-plan.databases.survives',
    'loosened',
  ],
  [OPS, 'automatic: true', 'automatic: false', 'OPS-4', 'every-plan.failover.automatic', 'loosened'],
  [
    OPS,
    'removal-notice: 6 months',
    'removal-notice: 1 year',
    'OPS-9',
    'every-plan.versioning.removal-notice',
    'tightened',
  ],
  [
    OPS,
    'announced: [email, documentation]',
    'announced: [email]',
    'OPS-9',
    'every-plan.versioning.announced',
    'loosened',
  ],
  [
    'enterprise-tiers',
    'promise: 99.99%',
    'promise: 99.9%',
    'TIER-1, TIER-5',
    'plans.enterprise.availability.promise',
    'loosened',
  ],
  [
    'enterprise-tiers',
    'commitment: contract',
    'commitment: target',
    'TIER-1, TIER-5',
    'plans.enterprise.availability.commitment',
    'loosened',
  ],
  [
    'enterprise-tiers',
    'below: 99.9%, credit: 25%',
    'below: 99.5%, credit: 25%',
    'TIER-5',
    'plans.enterprise.credits.tiers.25%.below',
    'loosened',
  ],
  [
    'enterprise-tiers',
    'below: 99.9%, credit: 25%',
    'below: 99.9%, credit: 30%',
    'TIER-5',
    'plans.enterprise.credits.tiers.99.9%.credit',
    'tightened',
  ],
  [
    'enterprise-tiers',
    'within: 30d',
    'within: 14d',
    'TIER-7',
    'plans.enterprise.credits.claim.within',
    'loosened',
  ],
  ['enterprise-tiers', ', within: 30d', '', 'TIER-7', 'plans.enterprise.credits.claim.within', 'tightened'],
  [
    'enterprise-tiers',
    'kind: maintenance, notice: 48h',
    'kind: maintenance, notice: 24h',
    'TIER-8',
    'plans.enterprise.availability.excludes.maintenance.notice',
    'loosened',
  ],
  [
    'enterprise-tiers',
    '        - { clause: TIER-8, kind: third-party, decided-by: provider, evidence: required }\n',
    '',
    'TIER-8',
    'plans.enterprise.availability.excludes.third-party',
    'tightened',
  ],
  [
    'enterprise-tiers',
    'first-response: 4 business hours',
    'first-response: 1 business day',
    'TIER-2',
    'plans.launch.support.severities.urgent.first-response',
    'loosened',
  ],
  [
    'enterprise-tiers',
    'first-response: best-effort',
    'first-response: 1 business day',
    'TIER-2',
    'plans.developer.support.severities.urgent.first-response',
    'tightened',
  ],
  ['alert-agent', 'fee: 78.00 USD', 'fee: 79.00 USD', 'AGENT-9', 'plans.starter.price.fee', 'loosened'],
  ['alert-agent', 'fee: 78.00 USD', 'fee: by-quote', 'AGENT-9', 'plans.starter.price.fee', 'loosened'],
  [
    'alert-agent',
    'counts-after: 5m',
    'counts-after: 4m',
    'AGENT-2',
    'every-plan.availability.measured.counts-after',
    'tightened',
  ],
  [
    'alert-agent',
    'missing: as-up',
    'missing: as-down',
    'AGENT-2',
    'every-plan.availability.measured.missing',
    'tightened',
  ],
  ['sovereign-node', 'within: 35s', 'within: 60s', 'NODE-6', 'plans.node.failover.within', 'loosened'],
  ['sovereign-node', 'title: Core platform', 'title: Platform', null, 'components.platform.title', 'neutral'],
] as const)('%s: "%s" to "%s" is %s, %s, %s', (name, from, to, clause, path, direction) => {
  expect(changesAfter(name, [from, to])).toContainEqual(expect.objectContaining({ clause, path, direction }));
});

test.each(AGREEMENTS)('%s compared with itself has no changes', name => {
  expect(compareAgreements(read(example(name)), read(example(name)))).toEqual([]);
});

test('the same value in another unit is no change', () => {
  expect(changesAfter(OPS, ['every: 1d', 'every: 24h'], ['promise: 99.9%', 'promise: 99.90%'])).toEqual([]);
});

test('moving a term from every plan to each plan changes nothing', () => {
  const before = read(example('enterprise-tiers'));
  const text = example('enterprise-tiers').replace(
    '  backups: { clause: TIER-1, every: 1d, keep: 7d }\n',
    '',
  );
  const own = '    backups: { clause: TIER-1, every: 1d, keep: 7d }\n    availability:';
  expect(compareAgreements(before, read(text.replaceAll('    availability:', own)))).toEqual([]);
});

test('a plan that goes is loosened, a new one is neutral', () => {
  const text = example(OPS).replace('  sandbox:\n    title: Sandbox', '  playground:\n    title: Sandbox');
  const changes = compareAgreements(read(example(OPS)), read(text));
  expect(changes).toContainEqual(expect.objectContaining({ path: 'plans.sandbox', direction: 'loosened' }));
  expect(changes).toContainEqual(expect.objectContaining({ path: 'plans.playground', direction: 'neutral' }));
});

test('who must be told are the tenants of the plans that a change concerns', () => {
  const changes = changesAfter(OPS, ['rate: 20/s', 'rate: 19/s'], ['title: Dev', 'title: Developer']);
  const tenants = [
    { name: 'maple', plan: 'production', placement: 'pooled' as const },
    { name: 'cedar', plan: 'dev', placement: 'pooled' as const },
  ];
  const environment = environmentSchema.parse(environmentOf({ tenants }));
  expect(whoIsTold(changes, [environment])).toEqual([{ plan: 'production', tenants: ['maple'] }]);
});

const OPPOSITE = { tightened: 'loosened', loosened: 'tightened', neutral: 'neutral' } as const;

test('read backwards, what was tightened is loosened', () => {
  const days = fc.integer({ min: 1, max: 400 });
  fc.assert(
    fc.property(
      days,
      days,
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 99 }),
      (a, b, c, d) => {
        const version = (keep: number, rate: number) => {
          const value = parse(example(OPS));
          value.plans.production.backups.keep = `${keep}d`;
          value.plans.production.limits.rate = `${rate}/s`;
          return read(stringify(value, { aliasDuplicateObjects: false }));
        };
        const [one, other] = [version(a, c), version(b, d)];
        const forwards = compareAgreements(one, other);
        const backwards = compareAgreements(other, one);
        expect(backwards.map(change => change.direction)).toEqual(
          forwards.map(change => OPPOSITE[change.direction]),
        );
        expect(forwards.length).toBe(Number(a !== b) + Number(c !== d));
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);
