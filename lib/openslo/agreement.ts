import type { Percent } from '../agreement/units/index.ts';
import { type Agreement, termsOf } from '../promises/agreement.ts';
import type { Availability } from '../promises/availability/terms.ts';
import { alertDocuments } from './alerts.ts';
import { document, type Metadata, nameOf, type OpenSloDocument } from './documents.ts';

/** The grain in which availability is measured: one health check each minute (aws-facts 18). */
const SLICE = '1m';

function componentTitle(agreement: Agreement, component: string): string {
  return agreement.components?.[component]?.title ?? component;
}

function service(agreement: Agreement, component: string): OpenSloDocument {
  const metadata = {
    name: nameOf(agreement.agreement, component),
    displayName: componentTitle(agreement, component),
  };
  return document('Service', metadata, {
    description: `${componentTitle(agreement, component)} of ${agreement.title ?? agreement.agreement}`,
  });
}

/** Route 53's health checks publish 1 or 0 a minute, and only in us-east-1 (aws-facts 20). */
function indicator(agreement: Agreement, component: string): OpenSloDocument {
  const probe = agreement.components?.[component]?.probe;
  return document(
    'SLI',
    { name: nameOf(agreement.agreement, component, 'healthy') },
    {
      description: `1 in a minute in which ${probe?.get ?? 'the health check'} answered, 0 in one in which it did not`,
      thresholdMetric: {
        metricSource: {
          type: 'CloudWatch',
          spec: {
            namespace: 'AWS/Route53',
            metricName: 'HealthCheckStatus',
            stat: 'Minimum',
            period: 60,
            region: 'us-east-1',
          },
        },
      },
    },
  );
}

/** Keys and values as OpenSLO takes them: a key has no prefix, a value is one word of at most 63 characters. */
function named(entries: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(entries.map(([key, value]) => [`covenant.${key}`, value]));
}

/** What OpenSLO has no word for, so that it is not lost: the clauses, and the policies that change what is owed. */
function annotations(terms: Availability): Record<string, string> {
  const clauses = typeof terms.clause === 'string' ? [terms.clause] : terms.clause;
  const { measured } = terms;
  const said = named([
    ...clauses.map((clause, index) => [`clause-${index + 1}`, clause] as const),
    ['commitment', terms.commitment],
  ]);
  if (!measured) return said;
  const { order, scope, missing, denominator, combine } = measured;
  const excluded = (terms.excludes ?? []).map(
    ({ kind, notice }) => [`excludes.${kind}`, notice?.text ?? 'always'] as const,
  );
  const policies = Object.entries({ order, scope, missing, denominator, combine });
  return { ...said, ...named([...policies, ['counts-after', measured['counts-after'].text], ...excluded]) };
}

/** A zone as OpenSLO takes it, with its region; those without one, such as UTC, are in `Etc`. */
function zoneName(zone: string): string {
  return zone.includes('/') ? zone : `Etc/${zone}`;
}

function share({ fraction: { num, den } }: Percent): number {
  return Number(num) / Number(den);
}

function objective(
  agreement: Agreement,
  plan: string,
  component: string,
  terms: Availability,
  promise: Percent,
  alert: string,
) {
  const title = agreement.plans[plan]?.title ?? plan;
  const metadata: Metadata = {
    name: nameOf(agreement.agreement, plan, component),
    displayName: `${title}: ${componentTitle(agreement, component)}`,
    annotations: annotations(terms),
  };
  return document('SLO', metadata, {
    description: `${promise.text} of the minutes of a calendar month, plan ${title}`,
    service: nameOf(agreement.agreement, component),
    indicatorRef: nameOf(agreement.agreement, component, 'healthy'),
    timeWindow: [
      {
        duration: '1M',
        isRolling: false,
        calendar: { startTime: `${agreement.effective} 00:00:00`, timeZone: zoneName(agreement.zone) },
      },
    ],
    budgetingMethod: 'Timeslices',
    objectives: [
      {
        displayName: promise.text,
        op: 'gte',
        value: 1,
        target: share(promise),
        timeSliceTarget: 1,
        timeSliceWindow: SLICE,
      },
    ],
    alertPolicies: [{ alertPolicyRef: alert }],
  });
}

/**
 * An agreement as OpenSLO v1: a Service and an indicator for each component, an SLO for each plan and component that
 * has an uptime promised, and one alert on a fast burn. Plans that promise nothing have no SLO.
 */
export function openSlo(agreement: Agreement): readonly OpenSloDocument[] {
  const all = Object.keys(agreement.components ?? {});
  const alert = alertDocuments(agreement.agreement);
  const objectives = Object.keys(agreement.plans).flatMap(plan => {
    const terms = termsOf(agreement, plan).availability;
    const promise = terms?.promise;
    if (!terms || !promise || terms.commitment === 'best-effort') return [];
    return (terms.components ?? all).map(name =>
      objective(agreement, plan, name, terms, promise, alert.name),
    );
  });
  return [
    ...all.map(name => service(agreement, name)),
    ...all.map(name => indicator(agreement, name)),
    ...objectives,
    ...(objectives.length > 0 ? alert.documents : []),
  ];
}
