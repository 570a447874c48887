import { type FoundPool, perPool } from '../databases/found.ts';
import { namesOf } from '../databases/names.ts';
import {
  type Assembly,
  type AuditCheck,
  type Evidence,
  judge,
  missing,
  resourcesOf,
  type Subject,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { alarmed } from './alarmed.ts';
import { FIGURES, oldestBackup, oldestCopy } from './freshness.ts';

const SCHEDULE = 'AWS::Scheduler::Schedule';

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

export const freshnessChecks: readonly AuditCheck[] = [freshness, copyFreshness];
