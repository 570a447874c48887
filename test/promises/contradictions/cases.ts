import type { AgreementInput } from '../../../lib/promises/agreement.ts';
import type { EnvironmentInput } from '../../../lib/promises/environment.ts';
import { agreementOf, environmentOf } from './found.ts';

type TermsInput = NonNullable<AgreementInput['every-plan']>;

/** Terms that contradict, the nearest ones that do not, and where the problem must be shown. */
export interface Case {
  readonly code: string;
  readonly name: string;
  readonly broken: AgreementInput;
  readonly sound: AgreementInput;
  readonly environment?: EnvironmentInput;
  readonly soundEnvironment?: EnvironmentInput;
  readonly path: readonly (string | number)[];
  readonly severity?: 'error' | 'warning';
}

const clause = 'A-1';
export const MEASURED = {
  order: 'exclude-first',
  scope: 'run-across-month',
  missing: 'as-up',
  denominator: 'total',
  'counts-after': '0m',
  combine: 'each',
} as const;

const reported = {
  ...{ clause, 'status-page': true, 'told-by': ['status-page'] },
  'report-after': 'significant-outage',
} satisfies TermsInput['incidents'];
const weekendWork = (longest: `${number}h`) =>
  ({ notice: '24h', 'lasts-under': longest, when: 'weekends', downtime: true }) as const;
const backups = { clause, every: '1d', keep: '7d' } as const;
const databases = { clause, survives: 'zone-loss' } as const;

export function availability(
  promise: `${number}%`,
  more: Partial<NonNullable<TermsInput['availability']>> = {},
): NonNullable<TermsInput['availability']> {
  return { clause, commitment: 'contract', promise, per: 'calendar-month', measured: MEASURED, ...more };
}

function credits(
  tiers: readonly [`${number}%`, `${number}%`][],
  cap: `${number}%` = '50%',
): NonNullable<TermsInput['credits']> {
  return {
    clause,
    of: 'monthly-fee',
    tiers: tiers.map(([below, credit]) => ({ below, credit })),
    cap,
    claim: { by: 'automatic' },
    'paid-as': { to: 'next-invoice' },
  };
}

function pointInTime(keep: `${number}d`, more: object = {}): TermsInput {
  return { databases, backups: { ...backups, 'point-in-time': { keep, 'recovery-point': '5m', ...more } } };
}

function lock(
  min: `${number}d` | `${number}h`,
  max: `${number}d`,
  mode: 'governance' | 'compliance' = 'governance',
): TermsInput {
  return { backups: { ...backups, lock: { mode, min, max } } };
}

const pooled = { name: 'birch', plan: 'gold', placement: 'pooled' } as const;
const gold = (terms: TermsInput) => agreementOf(terms);
const at = (...path: (string | number)[]) => ['plans', 'gold', ...path];

export const CASES: readonly Case[] = [
  {
    code: 'COV-ABOVE-SERIAL-CHAIN',
    name: 'a promise above 0.9995 cubed',
    broken: gold({ databases, availability: availability('99.8500750000%') }),
    sound: gold({ databases, availability: availability('99.85007%') }),
    path: at('availability', 'promise'),
  },
  {
    code: 'COV-EXCLUDED-AND-COUNTED',
    name: 'one kind of outage under both',
    broken: gold({
      availability: availability('99%', {
        excludes: [{ kind: 'provider-outage' }],
        counts: [{ kind: 'provider-outage' }],
      }),
    }),
    sound: gold({
      availability: availability('99%', {
        excludes: [{ kind: 'customer' }],
        counts: [{ kind: 'provider-outage' }],
      }),
    }),
    path: at('availability', 'excludes', 0),
  },
  {
    code: 'COV-CONTRACT-UNMEASURED',
    name: 'a contract that does not say how it is counted',
    broken: gold({ availability: availability('99%', { measured: undefined }) }),
    sound: gold({ availability: availability('99%') }),
    path: at('availability', 'commitment'),
  },
  {
    code: 'COV-CONTRACT-UNPROMISED',
    name: 'a contract without a figure',
    broken: gold({
      availability: { clause, commitment: 'contract', per: 'calendar-month', measured: MEASURED },
    }),
    sound: gold({ availability: { clause, commitment: 'best-effort' } }),
    path: at('availability', 'commitment'),
  },
  {
    code: 'COV-NOTICE-SHORTER',
    name: 'maintenance excluded on less notice than is promised',
    broken: gold({
      availability: availability('99%', { excludes: [{ kind: 'maintenance', notice: '12h' }] }),
      maintenance: { clause, kinds: { scheduled: { notice: '24h', downtime: true } } },
    }),
    sound: gold({
      availability: availability('99%', { excludes: [{ kind: 'maintenance', notice: '1d' }] }),
      maintenance: { clause, kinds: { scheduled: { notice: '24h', downtime: true } } },
    }),
    path: at('availability', 'excludes', 0, 'notice'),
  },
  {
    code: 'COV-WEEKEND-TOO-SHORT',
    name: 'weekend maintenance that takes longer than a weekend',
    broken: gold({ maintenance: { clause, kinds: { scheduled: weekendWork('49h') } } }),
    sound: gold({ maintenance: { clause, kinds: { scheduled: weekendWork('47h') } } }),
    path: at('maintenance', 'kinds', 'scheduled', 'lasts-under'),
  },
  {
    code: 'COV-TOLD-BY-NO-PAGE',
    name: 'told on a page that there is not',
    broken: gold({ incidents: { clause, 'status-page': false, 'told-by': ['status-page'] } }),
    sound: gold({ incidents: { clause, 'status-page': true, 'told-by': ['status-page'] } }),
    path: at('incidents', 'told-by'),
  },
  {
    code: 'COV-REPORT-OPEN',
    name: 'a report after significant outages, without saying which are',
    broken: gold({ incidents: { ...reported, 'report-within': '5d' } }),
    sound: gold({ incidents: { ...reported, 'report-within': '5d', 'significant-after': '30m' } }),
    path: at('incidents', 'report-after'),
  },
  {
    code: 'COV-CREDIT-ORDER',
    name: 'tiers that rise instead of falling',
    broken: gold({
      availability: availability('99%'),
      credits: credits([
        ['98%', '10%'],
        ['99%', '25%'],
      ]),
    }),
    sound: gold({
      availability: availability('99%'),
      credits: credits([
        ['99%', '10%'],
        ['98%', '25%'],
      ]),
    }),
    path: at('credits', 'tiers', 1, 'below'),
  },
  {
    code: 'COV-CREDIT-ABOVE-PROMISE',
    name: 'a credit for a month that kept the promise',
    broken: gold({ availability: availability('99%'), credits: credits([['99.01%', '10%']]) }),
    sound: gold({ availability: availability('99%'), credits: credits([['99.0%', '10%']]) }),
    path: at('credits', 'tiers', 0, 'below'),
  },
  {
    code: 'COV-CREDIT-CAP',
    name: 'a cap below the highest tier',
    broken: gold({ availability: availability('99%'), credits: credits([['99%', '50%']], '25%') }),
    sound: gold({ availability: availability('99%'), credits: credits([['99%', '25%']], '25%') }),
    path: at('credits', 'cap'),
    severity: 'warning',
  },
  {
    code: 'COV-CREDIT-WITHOUT-CONTRACT',
    name: 'credits for a best effort',
    broken: gold({ availability: { clause, commitment: 'best-effort' }, credits: credits([['99%', '10%']]) }),
    sound: gold({ availability: availability('99%'), credits: credits([['99%', '10%']]) }),
    path: at('credits'),
  },
  {
    code: 'COV-UNWATCHED',
    name: 'uptime of a component that nothing probes',
    broken: agreementOf({ availability: availability('99%') }, { components: { api: {} } }),
    sound: gold({ availability: availability('99%') }),
    path: at('availability', 'promise'),
  },
  {
    code: 'COV-PROBE-TOO-OFTEN',
    name: 'a probe every five seconds',
    broken: agreementOf({}, { components: { api: { probe: { get: '/health', every: '5s' } } } }),
    sound: agreementOf({}, { components: { api: { probe: { get: '/health', every: '10s' } } } }),
    path: ['components', 'api', 'probe', 'every'],
  },
  {
    code: 'COV-NO-TOPOLOGY',
    name: 'a failover in 35 s and any second restored in another region',
    broken: gold({
      ...pointInTime('7d', { away: true }),
      failover: { clause, automatic: true, within: '35s' },
    }),
    sound: gold({
      ...pointInTime('7d', { away: true }),
      failover: { clause, automatic: true, within: '120s' },
    }),
    path: at('failover', 'within'),
  },
  {
    code: 'COV-PITR-TOO-LONG',
    name: 'any second of 36 days',
    broken: gold(pointInTime('36d')),
    sound: gold(pointInTime('35d')),
    path: at('backups', 'point-in-time', 'keep'),
  },
  {
    code: 'COV-RPO-TOO-SHORT',
    name: 'a loss of at most a minute',
    broken: gold(pointInTime('7d', { 'recovery-point': '1m' })),
    sound: gold(pointInTime('7d')),
    path: at('backups', 'point-in-time', 'recovery-point'),
  },
  {
    code: 'COV-RPO-SNAPSHOTS',
    name: 'snapshots every quarter of an hour',
    broken: gold({ backups: { ...backups, every: '15m' } }),
    sound: gold({ backups: { ...backups, every: '1h' } }),
    path: at('backups', 'every'),
  },
  {
    code: 'COV-KEEP-NOTHING',
    name: 'a backup kept for no time',
    broken: gold({ backups: { ...backups, away: { keep: '0d' } } }),
    sound: gold({ backups: { ...backups, away: { keep: '1d' } } }),
    path: at('backups', 'away', 'keep'),
  },
  {
    code: 'COV-RTO-OPTIMISTIC',
    name: 'a recovery within ten minutes',
    broken: gold({ backups: { ...backups, tested: { every: '30d', 'recovery-time': '10m' } } }),
    sound: gold({ backups: { ...backups, tested: { every: '30d', 'recovery-time': '30m' } } }),
    path: at('backups', 'tested', 'recovery-time'),
    severity: 'warning',
  },
  {
    code: 'COV-PITR-SHARED',
    name: 'two windows on one database',
    broken: {
      ...agreementOf(pointInTime('7d')),
      plans: { gold: pointInTime('7d'), silver: pointInTime('3d') },
    },
    sound: {
      ...agreementOf(pointInTime('7d')),
      plans: { gold: pointInTime('7d'), silver: pointInTime('7d') },
    },
    environment: environmentOf({ databases: 'shared' }),
    path: ['databases'],
  },
  {
    code: 'COV-LOCK-REFUSES',
    name: 'a lock that refuses the retention of the plan',
    broken: gold(lock('8d', '35d')),
    sound: gold(lock('7d', '35d')),
    path: at('backups', 'lock', 'min'),
  },
  {
    code: 'COV-LOCK-RULES',
    name: 'a lock of less than a day',
    broken: gold(lock('12h', '35d')),
    sound: gold(lock('1d', '35d')),
    path: at('backups', 'lock', 'min'),
  },
  {
    code: 'COV-LOCK-IRREVERSIBLE',
    name: 'a compliance lock',
    broken: gold(lock('1d', '35d', 'compliance')),
    sound: gold(lock('1d', '35d')),
    path: at('backups', 'lock', 'mode'),
    severity: 'warning',
  },
  {
    code: 'COV-LOCK-DEVELOPMENT',
    name: 'a compliance lock in development',
    broken: gold(lock('1d', '35d', 'compliance')),
    sound: gold(lock('1d', '35d')),
    environment: environmentOf({ stage: 'development' }),
    path: ['stage'],
    severity: 'warning',
  },
  {
    code: 'COV-RESIDENCY-COPY',
    name: 'a copy away although records stay',
    broken: gold({ backups: { ...backups, away: {} }, residency: { clause, records: 'stay-in-region' } }),
    sound: gold({
      backups: { ...backups, away: {} },
      residency: {
        clause,
        records: 'stay-in-region',
        'agreed-copies': { regions: ['eu-west-1'], 'agreed-in': 'annex 2' },
      },
    }),
    environment: environmentOf(),
    path: at('backups', 'away'),
  },
  {
    code: 'COV-ISOLATION-POOLED',
    name: 'a pooled tenant with a promise of its own compute',
    broken: gold({ isolation: { clause, compute: 'dedicated' } }),
    sound: gold({ isolation: { clause, compute: 'shared' } }),
    environment: environmentOf({ tenants: [pooled] }),
    path: ['tenants', 0, 'placement'],
  },
  {
    code: 'COV-LIMIT-UNSTATED',
    name: 'calls counted against a weekly limit without a figure',
    broken: gold({ limits: { clause, calls: '40000/day', 'counted-against': ['day', 'week'] } }),
    sound: gold({ limits: { clause, calls: '40000/day', 'counted-against': ['day'] } }),
    path: at('limits', 'counted-against', 1),
  },
  {
    code: 'COV-QUOTA-HOUR',
    name: 'a quota per hour',
    broken: gold({ limits: { clause, calls: '1000/hour' } }),
    sound: gold({ limits: { clause, calls: '1000/day' } }),
    path: at('limits', 'calls'),
    severity: 'warning',
  },
  {
    code: 'COV-PAYLOAD-TOO-LARGE',
    name: 'messages of 11 MB',
    broken: gold({ limits: { clause, calls: 'unlimited', payload: { max: '11MB' } } }),
    sound: gold({ limits: { clause, calls: 'unlimited', payload: { max: '10MB' } } }),
    path: at('limits', 'payload', 'max'),
  },
  {
    code: 'COV-PAYLOAD-TOO-LARGE',
    name: 'messages of 7 MB to a Lambda function, but not to an address of its own',
    broken: gold({ limits: { clause, calls: 'unlimited', payload: { max: '7MB' } } }),
    sound: gold({ limits: { clause, calls: 'unlimited', payload: { max: '7MB' } } }),
    environment: environmentOf(),
    soundEnvironment: environmentOf({ service: { address: 'https://service.example.com' } }),
    path: at('limits', 'payload', 'max'),
  },
  {
    code: 'COV-ABOVE-ACCOUNT-THROTTLE',
    name: 'a burst above the account quota',
    broken: gold({ limits: { clause, calls: 'unlimited', burst: 5001 } }),
    sound: gold({ limits: { clause, calls: 'unlimited', burst: 5000 } }),
    path: at('limits', 'burst'),
  },
  {
    code: 'COV-ACCESS-UNCOUNTED',
    name: 'limits for callers without a name',
    broken: gold({
      limits: { clause, calls: '10/day' },
      access: { clause, authentication: 'none', transport: 'https' },
    }),
    sound: gold({
      limits: { clause, calls: '10/day' },
      access: { clause, authentication: 'api-key', transport: 'https' },
    }),
    path: at('access', 'authentication'),
  },
  {
    code: 'COV-CURRENCY',
    name: 'a price in another currency',
    broken: gold({ price: { clause, fee: '10.00 USD' } }),
    sound: gold({ price: { clause, fee: '10.00 EUR' } }),
    path: at('price', 'fee'),
  },
  {
    code: 'COV-TIME-ZONE',
    name: 'EST',
    broken: agreementOf({}, { clauses: { 'A-1': 'From 9 to 6 EST.' } }),
    sound: agreementOf({}, { clauses: { 'A-1': 'From 9 to 6 in New York.' } }),
    path: ['clauses', 'A-1'],
  },
];
