import { type FoundPool, perPool } from '../databases/found.ts';
import { namesOf } from '../databases/names.ts';
import {
  type Assembly,
  type AuditCheck,
  compare,
  type Evidence,
  judge,
  missing,
  resourcesOf,
  type Subject,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { machineName } from '../recovery/names.ts';
import { alarmed, type Limit } from './alarmed.ts';
import { oftenEnough } from './found.ts';
import { FIGURES, oldestProof, promisedLoss } from './freshness.ts';
import { NOT_TESTED } from './test-checks.ts';

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

/** The machine of the primary region: the one of the same name elsewhere restores from other backups. */
function machines({ environment }: Subject, assembly: Assembly): readonly Evidence[] {
  const type = 'AWS::StepFunctions::StateMachine';
  const path = ['Properties', 'StateMachineName'];
  const name = machineName(environment.environment);
  const { region } = environment.primary;
  const found = resourcesOf(assembly, type, { role: 'recovery-machine' }).filter(
    each => valueAt(each, path) === name && each.region === region,
  );
  if (found.length === 0) return [missing(`${name} in ${region}`, type)];
  return found.map(each => compare(each, path, name));
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

const marked: AuditCheck = {
  rule: 'backups/loss-marked',
  term: 'backups.tested',
  says: 'Marker rows are written into this database more often than a restore may lose, so that drills measure the loss.',
  run: (subject, assembly) => {
    if (!subject.terms.backups?.tested) return NOT_TESTED;
    return perPool(subject, assembly, found => {
      const schedules = found.of(SCHEDULE, 'mark-schedule');
      if (schedules.length === 0) return [missing(`a marker of ${found.pool.name}`, SCHEDULE)];
      const { database } = namesOf(subject.environment.environment, found.pool);
      return schedules.flatMap(each => marks(each, found, database));
    });
  },
};

const OFTEN = ['Properties', 'ScheduleExpression'];
const ON = ['Properties', 'State'];
const TARGET = ['Properties', 'Target', 'Arn'];

function marks(schedule: TemplateResource, { pool, of }: FoundPool, database: string): readonly Evidence[] {
  const most = promisedLoss(pool.terms) ?? 0;
  const name = `${database}-drill-mark`;
  const functions = of('AWS::Lambda::Function', 'recovery-mark').map(each => each.properties.FunctionName);
  const named = JSON.stringify(valueAt(schedule, TARGET) ?? null).includes(`:function:${name}"`);
  return [
    judge(schedule, OFTEN, `within ${most} s`, secondsOf(valueAt(schedule, OFTEN)) < most),
    compare(schedule, ON, 'ENABLED'),
    judge(schedule, TARGET, `the function ${name}`, named && functions.includes(name)),
  ];
}

/** Seconds between two runs of a schedule by rate; one of another kind is never often enough. */
function secondsOf(schedule: unknown): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(schedule)) ?? [];
  const UNITS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };
  return Number(count) * (UNITS[unit ?? ''] ?? Number.POSITIVE_INFINITY);
}

export const drillChecks: readonly AuditCheck[] = [drilled, drillAlarmed, marked];
