import { perDatabase, perPool } from '../databases/found.ts';
import {
  type AuditCheck,
  compare,
  type Evidence,
  judge,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { atLeast, perPlan, RULE } from './found.ts';
import {
  LONGEST_POINT_IN_TIME_DAYS,
  pointInTimeAwayDays,
  pointInTimeDays,
  RECOVERY_POINT_SECONDS,
} from './rules.ts';

const NOT_PROMISED: Verdict = { status: 'not-applicable', reason: 'point-in-time recovery is not promised' };
const RETENTION = ['Properties', 'BackupRetentionPeriod'];

const retention: AuditCheck = {
  rule: 'backups/pitr-retention',
  term: 'backups.point-in-time.keep',
  says: 'Any second of the promised time can be restored, within the 35 days that RDS keeps (fact 6).',
  run: (subject, assembly) => {
    if (!subject.terms.backups?.['point-in-time']) return NOT_PROMISED;
    const days = pointInTimeDays(subject.terms);
    return perDatabase(subject, assembly, database => {
      const actual = valueAt(database, RETENTION);
      const holds = typeof actual === 'number' && actual >= days && actual <= LONGEST_POINT_IN_TIME_DAYS;
      return [judge(database, RETENTION, `${days} to ${LONGEST_POINT_IN_TIME_DAYS}`, holds)];
    });
  },
};

const singleOwner: AuditCheck = {
  rule: 'backups/single-pitr-owner',
  term: 'backups.point-in-time',
  says: 'RDS alone owns point-in-time recovery: AWS Backup takes no continuous backups (fact 8).',
  run: (subject, assembly) => {
    if (!subject.terms.backups?.['point-in-time']) return NOT_PROMISED;
    return perPool(subject, assembly, found =>
      perPlan(found, plan => {
        const path = [...RULE, 'EnableContinuousBackup'];
        return [judge(plan, path, 'absent or false', valueAt(plan, path) !== true)];
      }),
    );
  },
};

const recoveryPoint: AuditCheck = {
  rule: 'backups/recovery-point',
  term: 'backups.point-in-time.recovery-point',
  says: 'Continuous backups are on; RDS can restore up to about five minutes ago (fact 15).',
  run: (subject, assembly) => {
    const promised = subject.terms.backups?.['point-in-time']?.['recovery-point'];
    if (!promised) return NOT_PROMISED;
    const possible = promised.seconds >= RECOVERY_POINT_SECONDS;
    return perDatabase(subject, assembly, database => {
      const days = valueAt(database, RETENTION);
      const on = typeof days === 'number' && days > 0;
      return [judge(database, RETENTION, `continuous, at most ${promised.text} lost`, on && possible)];
    });
  },
};

const away: AuditCheck = {
  rule: 'backups/pitr-away',
  term: 'backups.point-in-time.away',
  says: 'Automated backups are replicated to the recovery region, under a key of that region, exactly where that is promised (fact 7).',
  run: (subject, assembly) => {
    const days = pointInTimeAwayDays(subject.terms);
    if (days === undefined) return perDatabase(subject, assembly, database => [staysHere(database)]);
    const { region } = subject.environment.recovery;
    return perDatabase(subject, assembly, database => [
      compare(database, ['Properties', 'AutomaticBackupReplicationRegion'], region),
      atLeast(database, ['Properties', 'AutomaticBackupReplicationRetentionPeriod'], days),
      keyOf(database, region),
    ]);
  },
};

/** Where the agreement says that they are not replicated, they are not. */
function staysHere(database: TemplateResource): Evidence {
  const path = ['Properties', 'AutomaticBackupReplicationRegion'];
  return judge(database, path, 'absent', valueAt(database, path) === undefined);
}

function keyOf(database: TemplateResource, region: string) {
  const path = ['Properties', 'AutomaticBackupReplicationKmsKeyId'];
  const key = JSON.stringify(valueAt(database, path) ?? null);
  return judge(
    database,
    path,
    `a key of ${region}`,
    key.includes(`"${region}"`) || key.includes(`:kms:${region}:`),
  );
}

export const pointInTimeChecks: readonly AuditCheck[] = [retention, singleOwner, recoveryPoint, away];
