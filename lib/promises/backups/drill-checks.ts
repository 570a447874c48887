import { type FoundPool, perPool } from '../databases/found.ts';
import { namesOf } from '../databases/names.ts';
import {
  type Assembly,
  type AuditCheck,
  type Evidence,
  isList,
  judge,
  judged,
  missing,
  resourcesOf,
  type Subject,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { machineName, RECOVERY_NAMESPACE } from '../recovery/names.ts';
import { FIGURES, oldestBackup, oldestCopy, oldestProof, promisedLoss } from './freshness.ts';
import { oftenEnough } from './snapshot-checks.ts';
import { NOT_TESTED } from './test-checks.ts';

const ALARM = 'AWS::CloudWatch::Alarm';
const SCHEDULE = 'AWS::Scheduler::Schedule';

const drilled: AuditCheck = {
  rule: 'backups/drilled-in-time',
  term: 'backups.tested',
  says: 'A schedule starts the restore machine on this database as often as promised.',
  run: (subject, assembly) => {
    const promised = subject.terms.backups?.tested;
    if (!promised) return NOT_TESTED;
    return perPool(subject, assembly, found => {
      const schedules = found.of(SCHEDULE, 'drill-schedule');
      if (schedules.length === 0) return [missing(`a drill of ${found.pool.name}`, SCHEDULE)];
      return schedules.flatMap(each => [
        oftenEnough(each, ['Properties', 'ScheduleExpression'], promised.every),
        judge(each, ['Properties', 'State'], 'ENABLED', valueAt(each, ['Properties', 'State']) === 'ENABLED'),
        drills(each, namesOf(subject.environment.environment, found.pool).database),
        ...machines(subject, assembly),
      ]);
    });
  },
};

function drills(schedule: TemplateResource, database: string): Evidence {
  const path = ['Properties', 'Target', 'Input'];
  const input = valueAt(schedule, path);
  const holds =
    typeof input === 'string' &&
    input.includes(`"database":"${database}"`) &&
    input.includes('"mode":"drill"');
  return judge(schedule, path, `a drill of ${database}`, holds);
}

function machines({ environment }: Subject, assembly: Assembly): readonly Evidence[] {
  const type = 'AWS::StepFunctions::StateMachine';
  const path = ['Properties', 'StateMachineName'];
  const name = machineName(environment.environment);
  const found = resourcesOf(assembly, type, { role: 'recovery-machine' }).filter(
    each => valueAt(each, path) === name,
  );
  if (found.length === 0) return [missing(name, type)];
  return found.map(each => judge(each, path, name, each.region === environment.primary.region));
}

/** A figure and the most that it may be before somebody is told, in seconds. */
interface Limit {
  readonly metric: string;
  readonly most: number | undefined;
  readonly rings: 'GreaterThanThreshold' | 'LessThanThreshold';
  /** What silence must mean. */
  readonly silence?: 'breaching';
}

const drillAlarmed: AuditCheck = {
  rule: 'backups/drill-alarmed',
  term: 'backups.tested',
  says: 'People are told when a drill does not happen in time, is red, or takes or loses more than promised.',
  run: (subject, assembly) => {
    if (!subject.terms.backups?.tested) return NOT_TESTED;
    return perPool(subject, assembly, found => {
      const { terms } = found.pool;
      const over = 'GreaterThanThreshold';
      const limits: readonly Limit[] = [
        { metric: FIGURES.proven, most: oldestProof(terms), rings: over, silence: 'breaching' },
        { metric: 'DrillOk', most: 1, rings: 'LessThanThreshold' },
        {
          metric: 'RecoveryTime',
          most: terms.backups?.tested?.['recovery-time'].seconds,
          rings: over,
        },
        { metric: 'RecoveryPoint', most: promisedLoss(terms), rings: over },
      ];
      return limits.flatMap(limit => alarmed(found, subject, limit));
    });
  },
};

function alarmed(found: FoundPool, subject: Subject, limit: Limit): readonly Evidence[] {
  const database = namesOf(subject.environment.environment, found.pool).database;
  const alarm = found
    .of(ALARM, database)
    .find(each => each.properties.MetricName === limit.metric && isOf(each, database));
  if (!alarm) return [missing(`an alarm on ${limit.metric} of ${database}`, ALARM)];
  const threshold = alarm.properties.Threshold;
  const holds =
    typeof threshold === 'number' &&
    limit.most !== undefined &&
    alarm.properties.ComparisonOperator === limit.rings &&
    (limit.rings === 'LessThanThreshold' ? threshold === limit.most : threshold <= limit.most);
  return [
    judge(alarm, ['Properties', 'Threshold'], `${limit.rings} ${limit.most}`, holds),
    tells(alarm),
    ...(limit.silence ? [silent(alarm, limit.silence)] : []),
  ];
}

function isOf(alarm: TemplateResource, database: string): boolean {
  const dimensions = JSON.stringify(alarm.properties.Dimensions ?? null);
  return alarm.properties.Namespace === RECOVERY_NAMESPACE && dimensions.includes(`"${database}"`);
}

function tells(alarm: TemplateResource): Evidence {
  const path = ['Properties', 'AlarmActions'];
  const actions = valueAt(alarm, path);
  const on = alarm.properties.ActionsEnabled !== false;
  return judge(alarm, path, 'a topic', isList(actions) && actions.length > 0 && on);
}

function silent(alarm: TemplateResource, means: string): Evidence {
  const path = ['Properties', 'TreatMissingData'];
  return judge(alarm, path, means, valueAt(alarm, path) === means);
}

const freshness: AuditCheck = {
  rule: 'backups/freshness-alarmed',
  term: 'backups.every',
  says: 'People are told when the newest backup is older than promised, or nobody looks.',
  run: (subject, assembly) => {
    if (!subject.terms.backups) return { status: 'not-applicable', reason: 'no backups are promised' };
    return fresh(subject, assembly, FIGURES.backup, pool => oldestBackup(pool.terms));
  },
};

const copyFreshness: AuditCheck = {
  rule: 'backups/copy-freshness-alarmed',
  term: 'backups.away',
  says: 'People are told when the newest copy in the recovery region is older than promised, or nobody looks.',
  run: (subject, assembly) => {
    if (!subject.terms.backups?.away) return { status: 'not-applicable', reason: 'no copies are promised' };
    return fresh(subject, assembly, FIGURES.copy, pool => oldestCopy(pool.terms));
  },
};

function fresh(
  subject: Subject,
  assembly: Assembly,
  metric: string,
  most: (pool: FoundPool['pool']) => number | undefined,
): Verdict {
  return perPool(subject, assembly, found => [
    ...alarmed(found, subject, {
      metric,
      most: most(found.pool),
      rings: 'GreaterThanThreshold',
      silence: 'breaching',
    }),
    ...measured(found, subject, assembly, metric),
  ]);
}

/** Something measures the figure: the schedule that names the database, and its vault away for copies. */
function measured(
  found: FoundPool,
  { environment }: Subject,
  assembly: Assembly,
  metric: string,
): readonly Evidence[] {
  const names = namesOf(environment.environment, found.pool);
  const wanted = metric === FIGURES.copy ? `"vault":"${names.recoveryVault}"` : `"vault":"${names.vault}"`;
  const path = ['Properties', 'Target', 'Input'];
  const schedules = resourcesOf(assembly, SCHEDULE, { role: 'freshness-schedule' });
  if (schedules.length === 0) return [missing('a schedule that looks at backups', SCHEDULE)];
  return schedules.map(each => {
    const text = JSON.stringify(valueAt(each, path) ?? null).replaceAll('\\', '');
    return judge(each, path, wanted, text.includes(wanted) && each.properties.State === 'ENABLED');
  });
}

const validated: AuditCheck = {
  rule: 'backups/restore-validated',
  term: 'backups.tested',
  says: 'AWS Backup is told what each restore test was worth (fact 16).',
  run: (subject, assembly) => {
    if (!subject.terms.backups?.tested) return NOT_TESTED;
    const rules = resourcesOf(assembly, 'AWS::Events::Rule', { role: 'restore-test-event' });
    const evidence = rules
      .filter(each => each.region === subject.environment.primary.region)
      .flatMap(each => [completes(each), calls(each)]);
    return judged(evidence, missing('a rule for restore tests that ended', 'AWS::Events::Rule'));
  },
};

function completes(rule: TemplateResource): Evidence {
  const path = ['Properties', 'EventPattern', 'detail', 'status'];
  const status = valueAt(rule, path);
  return judge(rule, path, 'COMPLETED', isList(status) && status.includes('COMPLETED'));
}

function calls(rule: TemplateResource): Evidence {
  const path = ['Properties', 'Targets', 0, 'Arn'];
  const on = rule.properties.State !== 'DISABLED';
  return judge(rule, path, 'the validation', valueAt(rule, path) !== undefined && on);
}

export const drillChecks: readonly AuditCheck[] = [
  drilled,
  drillAlarmed,
  freshness,
  copyFreshness,
  validated,
];
