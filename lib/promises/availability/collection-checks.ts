import {
  type Assembly,
  type AuditCheck,
  isObject,
  type Json,
  judge,
  judged,
  missing,
  resourcesOf,
  type Subject,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { furtherSeriesOf } from './further-sources.ts';
import { measuresUptime, seriesOf } from './measured-series.ts';
import { COLLECTED, HOLE_SECONDS, historyTableName } from './measuring-names.ts';

const SCHEDULE = 'AWS::Scheduler::Schedule';
const ALARM = 'AWS::CloudWatch::Alarm';

function measured(subject: Subject, ask: () => Verdict): Verdict {
  if (!measuresUptime(subject.terms)) return { status: 'not-applicable', reason: 'no uptime is measured' };
  if (subject.tenants.length === 0) return { status: 'not-applicable', reason: 'nobody is on this plan' };
  return ask();
}

/** Every series of the subject's tenants, as a schedule would have to name it. */
function wantedSeries({ agreement, environment, tenants }: Subject) {
  return tenants.flatMap(tenant => Object.values(seriesOf(agreement, environment, tenant)));
}

/** The same for what is collected beside the probes. */
function wantedFurther({ agreement, environment, tenants }: Subject) {
  return tenants.flatMap(tenant => Object.values(furtherSeriesOf(agreement, environment, tenant)).flat());
}

function inputOf(text: Json | undefined): Json | undefined {
  if (typeof text !== 'string') return undefined;
  const value: Json = JSON.parse(text);
  return isObject(value) ? [value.series ?? [], value.further ?? []] : undefined;
}

const collected: AuditCheck = {
  rule: 'availability/collected',
  term: 'availability',
  says: 'What health checks see of each component is collected at least daily, long before CloudWatch forgets it (AWS fact 18).',
  run: (subject, assembly) =>
    measured(subject, () => {
      const found = resourcesOf(assembly, SCHEDULE, { promise: 'availability', role: 'collector-schedule' });
      const evidence = found.flatMap(schedule => {
        const input = ['Properties', 'Target', 'Input'];
        const series = JSON.stringify(inputOf(valueAt(schedule, input)) ?? []);
        const every = ['Properties', 'ScheduleExpression'];
        const state = ['Properties', 'State'];
        return [
          ...wantedSeries(subject).map(each =>
            judge(schedule, input, `${each.host}${each.path}`, series.includes(JSON.stringify(each))),
          ),
          ...wantedFurther(subject).map(each => {
            const asked = JSON.stringify(each);
            return judge(schedule, input, asked, series.includes(asked));
          }),
          judge(schedule, every, 'a day or more often', isDaily(valueAt(schedule, every))),
          judge(schedule, state, 'ENABLED', valueAt(schedule, state) === 'ENABLED'),
        ];
      });
      return judged(evidence, missing('a schedule that collects', SCHEDULE));
    }),
};

function isDaily(expression: Json | undefined): boolean {
  const [, amount, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(expression)) ?? [];
  const minutes = { minute: 1, hour: 60, day: 1440 };
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') return false;
  return Number(amount) * minutes[unit] <= minutes.day;
}

/** An alarm on what the collector says of itself, in this environment. */
function watches(metric: string, silence: string, wanted: string): AuditCheck['run'] {
  return (subject, assembly) =>
    measured(subject, () => {
      const { environment } = subject.environment;
      const alarms = resourcesOf(assembly, ALARM).filter(
        ({ properties }) =>
          properties.MetricName === metric &&
          JSON.stringify(properties.Dimensions ?? []).includes(`"${environment}"`),
      );
      const path = ['Properties', 'TreatMissingData'];
      const evidence = alarms.map(alarm => judge(alarm, path, silence, valueAt(alarm, path) === silence));
      return judged(evidence, missing(wanted, ALARM));
    });
}

const holes: AuditCheck = {
  rule: 'availability/holes-ring',
  term: 'availability',
  says: 'An alarm rings where there is time of which nobody knows; unknown is not up.',
  run: watches(HOLE_SECONDS, 'notBreaching', 'an alarm on holes in the history'),
};

const runs: AuditCheck = {
  rule: 'availability/collection-watched',
  term: 'availability',
  says: 'An alarm rings when the collection itself does not run.',
  run: watches(COLLECTED, 'breaching', 'an alarm on the collection'),
};

const kept: AuditCheck = {
  rule: 'availability/history-kept',
  term: 'availability',
  says: 'What was collected can be restored to any second and is not deleted by accident.',
  run: (subject, assembly) => measured(subject, () => judgeTable(subject, assembly)),
};

function judgeTable({ environment }: Subject, assembly: Assembly): Verdict {
  const table = historyTableName(environment.environment);
  const found = resourcesOf(assembly, 'AWS::DynamoDB::GlobalTable').filter(
    ({ properties }) => properties.TableName === table,
  );
  const evidence = found.flatMap(each => judgeKept(each, environment.stage === 'production'));
  return judged(evidence, missing(`the table ${table}`, 'AWS::DynamoDB::GlobalTable'));
}

/** Whether a table is restorable, and in production protected from deletion. */
export function judgeKept(table: Parameters<typeof judge>[0], guarded: boolean) {
  const replica = ['Properties', 'Replicas', 0];
  const restorable = [...replica, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled'];
  const protection = [...replica, 'DeletionProtectionEnabled'];
  return [
    judge(table, restorable, 'true', valueAt(table, restorable) === true),
    ...(guarded ? [judge(table, protection, 'true', valueAt(table, protection) === true)] : []),
  ];
}

export const collectionChecks: readonly AuditCheck[] = [collected, holes, runs, kept];
