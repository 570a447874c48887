import { measuredTenants } from '../availability/measured-series.ts';
import { excludeFunctionName, historyTableName } from '../availability/measuring-names.ts';
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
  type Verdict,
  valueAt,
} from '../evidence.ts';
import {
  addsOnly,
  below,
  jsonAt,
  minutesOf,
  perRole,
  refersTo,
  settingNames,
  settingPath,
} from '../incidents/found.ts';
import { logsIn, watchedBy } from '../incidents/page-checks.ts';
import { emailReaches } from '../incidents/telling-checks.ts';
import { muteWindows } from '../monitoring/rules.ts';
import { written } from '../written-terms.ts';
import { maintenanceTerms, termsKey } from './rules.ts';

const FUNCTION = 'AWS::Lambda::Function';
const SCHEDULE = 'AWS::Scheduler::Schedule';
const INPUT = ['Properties', 'Target', 'Input'];
const HOUR = 60;

/** What the terms of a subject are handed over under, and how they should read there. */
function expectedOf({ agreement, environment, plan, tenants }: Subject): { key: string; terms: unknown } {
  const [only] = tenants;
  const key = termsKey(plan, only?.terms && tenants.length === 1 ? only.name : undefined);
  return { key, terms: written(maintenanceTerms(agreement, environment)[key]) };
}

const recorded: AuditCheck = {
  rule: 'maintenance/announced-on-record',
  term: 'maintenance',
  says: 'When maintenance was announced is written by the clock of the log and never changed: a change is a new line.',
  run: (_subject, assembly) =>
    perRole(assembly, FUNCTION, { promise: 'maintenance', role: 'write' }, fn => [
      settingNames(fn, 'NOTICES', logsIn(assembly), 'the log of notices'),
      ...addsOnly(assembly, { promise: 'maintenance', role: 'write' }),
    ]),
};

const asAgreed: AuditCheck = {
  rule: 'maintenance/kinds-as-agreed',
  term: 'maintenance.kinds',
  says: 'Each kind of maintenance is announced as agreed: its notice, its longest time, its days, its way of telling.',
  run: (subject, assembly) => {
    const { key, terms } = expectedOf(subject);
    const expected = below(asJson(terms), 'kinds');
    return perRole(assembly, FUNCTION, { promise: 'maintenance', role: 'write' }, fn => {
      const path = settingPath('TERMS');
      return [sameAs(fn, path, below(jsonAt(fn, path), 'plans', key, 'kinds'), expected)];
    });
  },
};

function asJson(value: unknown): ReturnType<typeof jsonAt> {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function sameAs(
  resource: TemplateResource,
  path: readonly (string | number)[],
  given: ReturnType<typeof jsonAt>,
  expected: ReturnType<typeof jsonAt>,
): Evidence {
  const [is, wanted] = [JSON.stringify(given) ?? 'absent', JSON.stringify(expected) ?? 'nothing'];
  return { ...judge(resource, path, wanted, is === wanted), actual: is };
}

/** Asks where anything is measured; otherwise nothing could be left out of it. */
function measured({ agreement, environment }: Subject, ask: () => Verdict): Verdict {
  if (measuredTenants(agreement, environment).length === 0)
    return { status: 'not-applicable', reason: 'nothing is measured' };
  return ask();
}

const noticeAsAgreed: AuditCheck = {
  rule: 'maintenance/notice-as-agreed',
  term: 'availability.excludes',
  says: 'Maintenance is left out of the measurement only with the notice that was agreed, judged by the one formula.',
  run: (subject, assembly) =>
    measured(subject, () => {
      const excluded = subject.terms.availability?.excludes?.some(({ kind }) => kind === 'maintenance');
      if (!excluded) return { status: 'not-applicable', reason: 'maintenance is not excluded' };
      const { key, terms } = expectedOf(subject);
      const expected = below(asJson(terms), 'excludes');
      const marks = { promise: 'maintenance', role: 'exclude-schedule' } as const;
      return perRole(assembly, SCHEDULE, marks, schedule => [
        sameAs(schedule, INPUT, below(jsonAt(schedule, INPUT), 'plans', key, 'excludes'), expected),
      ]);
    }),
};

const handedOver: AuditCheck = {
  rule: 'maintenance/reaches-measurement',
  term: 'maintenance',
  says: 'Maintenance that was announced in time reaches the measurement: from the log, by a schedule, into the history that months are closed from.',
  run: (subject, assembly) =>
    measured(subject, () => {
      const { environment } = subject;
      const marks = { promise: 'maintenance', role: 'exclude' } as const;
      const functions = resourcesOf(assembly, FUNCTION, marks);
      const evidence = [
        ...functions.flatMap(fn => [
          settingNames(fn, 'NOTICES', logsIn(assembly), 'the log of notices'),
          compare(fn, settingPath('EXCLUDE'), excludeFunctionName(environment.environment)),
          compare(fn, settingPath('MEASUREMENT_REGION'), environment.primary.region),
        ]),
        ...schedules(assembly, functions),
        ...writesHistory(subject, assembly),
      ];
      return judged(
        functions.length === 0 ? [missing('a function that hands maintenance over', FUNCTION)] : evidence,
        missing('the way into the measurement', FUNCTION),
      );
    }),
};

function schedules(assembly: Assembly, functions: readonly TemplateResource[]): readonly Evidence[] {
  const marks = { promise: 'maintenance', role: 'exclude-schedule' } as const;
  const found = resourcesOf(assembly, SCHEDULE, marks);
  if (found.length === 0) return [missing('a schedule that hands maintenance over', SCHEDULE)];
  return found.flatMap(schedule => {
    const every = ['Properties', 'ScheduleExpression'];
    const target = ['Properties', 'Target', 'Arn'];
    const minutes = minutesOf(valueAt(schedule, every));
    const calls = functions.some(fn => refersTo(valueAt(schedule, target), fn));
    return [
      judge(schedule, every, 'an hour or more often', minutes !== undefined && minutes <= HOUR),
      compare(schedule, ['Properties', 'State'], 'ENABLED'),
      judge(schedule, target, 'the function that hands over', calls),
    ];
  });
}

/** The function of the measurement that writes exclusions, and the table that months are closed from. */
function writesHistory({ environment }: Subject, assembly: Assembly): readonly Evidence[] {
  const name = excludeFunctionName(environment.environment);
  const table = historyTableName(environment.environment);
  const histories = assembly.resources.filter(
    ({ type, properties }) => type === 'AWS::DynamoDB::GlobalTable' && properties.TableName === table,
  );
  const writers = assembly.resources.filter(
    ({ type, properties }) => type === FUNCTION && properties.FunctionName === name,
  );
  if (writers.length === 0) return [missing(`the function ${name}`, FUNCTION)];
  return writers.flatMap(fn => [
    settingNames(fn, 'HISTORY', histories, `the table ${table}`),
    { ...judge(fn, ['Type'], `in ${environment.primary.region}`, fn.region === environment.primary.region) },
  ]);
}

const email: AuditCheck = {
  rule: 'maintenance/told-by-email',
  term: 'maintenance.kinds',
  says: 'Every customer who is promised an email about maintenance gets one, at an address of its own.',
  run: (subject, assembly) => {
    const kinds = Object.entries(subject.terms.maintenance?.kinds ?? {});
    const told = kinds.filter(([, kind]) => kind['told-by']?.includes('email'));
    if (told.length === 0) return { status: 'not-applicable', reason: 'no email is promised' };
    const verdicts = told.map(([kind]) => emailReaches(subject, assembly, 'maintenance', kind));
    const evidence = verdicts.flatMap(verdict => (verdict.status === 'judged' ? verdict.evidence : []));
    return judged(evidence, missing('an email', 'AWS::SNS::Topic'));
  },
};

const shown: AuditCheck = {
  rule: 'maintenance/on-the-page',
  term: 'maintenance',
  says: 'Announced maintenance is on the status page and in its calendar, and any dashboard may read it as data.',
  run: (_subject, assembly) =>
    perRole(assembly, FUNCTION, { promise: 'incidents', role: 'publish' }, fn => [
      settingNames(fn, 'NOTICES', logsIn(assembly), 'the log that announcements are added to'),
      ...readableByAll(assembly, fn.stack),
    ]),
};

function readableByAll(assembly: Assembly, stack: string): readonly Evidence[] {
  const type = 'AWS::CloudFront::ResponseHeadersPolicy';
  const found = assembly.resources.filter(each => each.type === type && each.stack === stack);
  const path = ['Properties', 'ResponseHeadersPolicyConfig', 'CorsConfig', 'AccessControlAllowOrigins'];
  if (found.length === 0) return [missing('headers that let a dashboard read the page', type)];
  return found.map(each => compare(each, [...path, 'Items'], ['*']));
}

const watched: AuditCheck = {
  rule: 'maintenance/watched',
  term: 'maintenance',
  says: 'An alarm rings when announcements do not reach the page, the customers or the measurement.',
  run: (_subject, assembly) => judged(watchedBy(assembly), missing('alarms', 'AWS::CloudWatch::Alarm')),
};

const muted: AuditCheck = {
  rule: 'maintenance/paging-rests-no-longer',
  term: 'maintenance.kinds',
  says: 'People are not paged in regular windows of maintenance, which are no longer than was agreed.',
  run: ({ agreement, terms }, assembly) => {
    const own = Object.keys(terms.maintenance?.kinds ?? {});
    const windows = muteWindows(agreement).filter(({ kind }) => own.includes(kind));
    if (windows.length === 0) return { status: 'not-applicable', reason: 'no regular windows were agreed' };
    const type = 'AWS::CloudWatch::AlarmMuteRule';
    return perRole(assembly, type, { promise: 'maintenance', role: 'mute' }, rule => {
      const path = ['Properties', 'Rule', 'Schedule'];
      const agreed = windows.map(({ minutes }) => `PT${minutes}M`);
      const duration = [...path, 'Duration'];
      return [
        judge(rule, duration, agreed.join(' or '), agreed.includes(String(valueAt(rule, duration)))),
        compare(rule, [...path, 'Timezone'], agreement.zone),
      ];
    });
  },
};

export const checks: readonly AuditCheck[] = [
  recorded,
  asAgreed,
  noticeAsAgreed,
  handedOver,
  email,
  shown,
  watched,
  muted,
];
