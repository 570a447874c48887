import { type Front, perFront } from '../access/fronts.ts';
import { serviceNames } from '../access/names.ts';
import {
  type AuditCheck,
  compare,
  type Evidence,
  isList,
  judge,
  missing,
  type Subject,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { proofChecks } from './proof-checks.ts';
import { regionChecks } from './region-checks.ts';
import { trafficMovesWithin } from './rules.ts';

const RECORD = 'AWS::Route53::RecordSet';
const CHECK = 'AWS::Route53::HealthCheck';
const CONFIG = ['Properties', 'HealthCheckConfig'];

const notices: AuditCheck = {
  rule: 'failover/on-record',
  term: 'failover.automatic',
  says: 'A failover that AWS makes by itself is told, so that how it failed over is on record.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'a subscription to failovers', () =>
      assembly.resources
        .filter(({ type, marks }) => type === 'AWS::RDS::EventSubscription' && marks.promise === 'failover')
        .map(each => {
          const { EventCategories, Enabled } = each.properties;
          const holds = isList(EventCategories) && EventCategories.includes('failover') && Enabled !== false;
          return judge(each, ['Properties', 'EventCategories'], 'failover', holds);
        }),
    ),
};

const regionRecords: AuditCheck = {
  rule: 'failover/region-records',
  term: 'failover.region',
  says: 'A pair of failover records leads to the recovery region when the primary is unhealthy (AWS fact 22).',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'a pair of failover records', front => [
      ...record(subject, front, 'primary'),
      ...record(subject, front, 'recovery'),
    ]),
};

function record({ environment }: Subject, front: Front, place: 'primary' | 'recovery'): readonly Evidence[] {
  const { region } = environment[place];
  const [found] = front.of(RECORD, { promise: 'failover', role: place }, region);
  if (!found) return [missing(`a failover record in ${region}`, RECORD)];
  const names = serviceNames(environment, region, front.tenant);
  return [
    compare(found, ['Properties', 'Failover'], place === 'primary' ? 'PRIMARY' : 'SECONDARY'),
    compare(found, ['Properties', 'Name'], names.customer),
    compare(found, ['Properties', 'ResourceRecords'], [names.entry]),
    ...(place === 'primary' ? [judgeCheck(found)] : []),
  ];
}

function judgeCheck(found: TemplateResource): Evidence {
  const path = ['Properties', 'HealthCheckId'];
  return judge(found, path, 'a health check', valueAt(found, path) !== undefined);
}

const regionInTime: AuditCheck = {
  rule: 'failover/region-in-time',
  term: 'failover.region.traffic-within',
  says: 'Failed probes and the time that resolvers keep an answer add up to no more than promised.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'a health check that decides', front => {
      const within = subject.terms.failover?.region?.['traffic-within'].seconds ?? 0;
      const [found] = front.of(RECORD, { promise: 'failover', role: 'primary' });
      const ttl = Number(found?.properties.TTL ?? Number.POSITIVE_INFINITY);
      return front.of(CHECK, { promise: 'failover', role: 'check' }).map(check => {
        const takes = takesOf(check, ttl);
        return judge(
          check,
          [...CONFIG, 'RequestInterval'],
          `traffic moves within ${within} s`,
          takes <= within,
        );
      });
    }),
};

function takesOf(check: TemplateResource, ttl: number): number {
  const interval = valueAt(check, [...CONFIG, 'RequestInterval']) === 10 ? 10 : 30;
  const failures = Number(valueAt(check, [...CONFIG, 'FailureThreshold']) ?? Number.POSITIVE_INFINITY);
  return trafficMovesWithin({ interval, failures, ttl });
}

const regionReady: AuditCheck = {
  rule: 'failover/region-ready',
  term: 'failover.region',
  says: 'The service already runs in the recovery region, so that a recovery makes nothing new.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'the service in the recovery region', front =>
      front
        .of('AWS::ApiGateway::RestApi', {}, subject.environment.recovery.region)
        .map(api => compare(api, ['Properties', 'DisableExecuteApiEndpoint'], true)),
    ),
};

export const checks: readonly AuditCheck[] = [
  notices,
  regionRecords,
  regionInTime,
  regionReady,
  ...regionChecks,
  ...proofChecks,
];
