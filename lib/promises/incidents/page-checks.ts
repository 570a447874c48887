import { measuredTenants } from '../availability/measured-series.ts';
import { HEALTH_REGION } from '../availability/region.ts';
import {
  type Assembly,
  type AuditCheck,
  compare,
  type Evidence,
  judge,
  judged,
  missing,
  resourcesOf,
  type Subject,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { written } from '../written-terms.ts';
import { below, jsonAt, minutesOf, perRole, settingNames } from './found.ts';
import { statusPlace } from './place.ts';

const FUNCTION = 'AWS::Lambda::Function';
const TABLE = 'AWS::DynamoDB::GlobalTable';
const ALARM = 'AWS::CloudWatch::Alarm';
const SCHEDULE = 'AWS::Scheduler::Schedule';
const INPUT = ['Properties', 'Target', 'Input'];
/** Longer, and an outage could be over before the page knows of it. */
const FRESH_MINUTES = 15;

function away(subject: Subject, resource: TemplateResource): Evidence {
  const { region } = subject.environment.primary;
  const evidence = judge(resource, ['Type'], `not in ${region}`, resource.region !== region);
  return { ...evidence, actual: `in ${resource.region}` };
}

const elsewhere: AuditCheck = {
  rule: 'incidents/page-elsewhere',
  term: 'incidents.status-page',
  says: 'The status page, what makes it and what it is made of are not in the region that they report on.',
  run: (subject, assembly) => {
    const parts = [
      ...resourcesOf(assembly, 'AWS::S3::Bucket', { promise: 'incidents', role: 'status-page' }),
      ...resourcesOf(assembly, FUNCTION, { promise: 'incidents' }),
      ...resourcesOf(assembly, TABLE, { promise: 'incidents' }),
    ];
    return judged(
      parts.map(part => away(subject, part)),
      missing('a status page', 'AWS::S3::Bucket'),
    );
  },
};

const served: AuditCheck = {
  rule: 'incidents/page-served',
  term: 'incidents.status-page',
  says: 'Everybody can read the status page under its name, over TLS 1.2 or later.',
  run: ({ environment }, assembly) =>
    perRole(assembly, 'AWS::CloudFront::Distribution', { promise: 'incidents', role: 'status-page' }, it => {
      const config = ['Properties', 'DistributionConfig'];
      return [
        compare(it, [...config, 'Enabled'], true),
        compare(it, [...config, 'Aliases'], [statusPlace(environment).name]),
        compare(it, [...config, 'ViewerCertificate', 'MinimumProtocolVersion'], 'TLSv1.2_2021'),
      ];
    }),
};

const fresh: AuditCheck = {
  rule: 'incidents/page-fresh',
  term: 'incidents.status-page',
  says: 'The page is made anew every quarter of an hour or more often, from the agreement as it is.',
  run: (subject, assembly) =>
    perRole(assembly, SCHEDULE, { promise: 'incidents', role: 'publish-schedule' }, schedule => {
      const every = ['Properties', 'ScheduleExpression'];
      const minutes = minutesOf(valueAt(schedule, every));
      const given = below(jsonAt(schedule, INPUT), 'agreement');
      const asIs = JSON.stringify(given) === JSON.stringify(written(subject.agreement));
      return [
        judge(schedule, every, 'often enough', minutes !== undefined && minutes <= FRESH_MINUTES),
        compare(schedule, ['Properties', 'State'], 'ENABLED'),
        { ...judge(schedule, INPUT, 'the agreement', asIs), actual: asIs ? 'the agreement' : 'another text' },
      ];
    }),
};

const alone: AuditCheck = {
  rule: 'incidents/page-alone',
  term: 'incidents.status-page',
  says: 'What makes the page has a history and a log of its own, so that it goes on when the service does not.',
  run: (_subject, assembly) =>
    perRole(assembly, FUNCTION, { promise: 'incidents', role: 'publish' }, fn =>
      [
        ['HISTORY', TABLE, 'page-history'],
        ['NOTICES', TABLE, 'notices'],
        ['SITE', 'AWS::S3::Bucket', 'status-page'],
      ].map(([setting = '', type = '', role]) =>
        settingNames(fn, setting, resourcesOf(assembly, type, { promise: 'incidents', role }), `the ${role}`),
      ),
    ),
};

const watched: AuditCheck = {
  rule: 'incidents/page-watched',
  term: 'incidents.status-page',
  says: 'An alarm rings when the page is not made anew, and when something could not be told.',
  run: (_subject, assembly) => judged(watchedBy(assembly), missing('alarms', ALARM)),
};

/** The alarms on the page and on what could not be told; one that is not there is broken. */
export function watchedBy(assembly: Assembly): readonly Evidence[] {
  return ['not-published', 'undelivered'].flatMap(role => {
    const found = resourcesOf(assembly, ALARM, { promise: 'incidents', role });
    if (found.length === 0) return [missing(`an alarm ${role}`, ALARM)];
    return found.map(alarm => judge(alarm, ['Properties', 'AlarmActions'], 'a topic', rings(alarm, role)));
  });
}

/** Where nothing comes, the page is not made: silence must ring. */
function rings(alarm: TemplateResource, role: string): boolean {
  const { AlarmActions, TreatMissingData } = alarm.properties;
  return AlarmActions !== undefined && (role !== 'not-published' || TreatMissingData === 'breaching');
}

const opens: AuditCheck = {
  rule: 'incidents/opened-by-alarm',
  term: 'incidents',
  says: 'A component that is seen down from outside opens an incident without a person.',
  run: ({ agreement, environment }, assembly) => {
    if (measuredTenants(agreement, environment).length === 0)
      return { status: 'not-applicable', reason: 'nothing is measured' };
    return perRole(
      assembly,
      'AWS::SNS::Subscription',
      { promise: 'incidents', role: 'from-alarms' },
      each => {
        const functions = resourcesOf(assembly, FUNCTION, { promise: 'incidents', role: 'incidents-alarm' });
        return [
          compare(each, ['Properties', 'Region'], HEALTH_REGION),
          compare(each, ['Properties', 'Protocol'], 'lambda'),
          ...(functions.length === 0 ? [missing('the function that opens incidents', FUNCTION)] : []),
          ...functions.map(fn =>
            settingNames(fn, 'NOTICES', logsIn(assembly), 'the log that the page is made of'),
          ),
        ];
      },
    );
  },
};

export function logsIn(assembly: Assembly): readonly TemplateResource[] {
  return resourcesOf(assembly, TABLE, { promise: 'incidents', role: 'notices' });
}

export const pageChecks: readonly AuditCheck[] = [elsewhere, served, fresh, alone, watched, opens];
