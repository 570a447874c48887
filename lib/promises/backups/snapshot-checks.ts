import { type FoundPool, perDatabase, perPool, referredTo } from '../databases/found.ts';
import {
  type AuditCheck,
  type Evidence,
  isList,
  judge,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { atLeast, oftenEnough, perPlan, RULE } from './found.ts';
import { failureTold, reported } from './report-checks.ts';
import { snapshotDays } from './rules.ts';
import { earlyDeletion, vault } from './vault-checks.ts';

const frequency: AuditCheck = {
  rule: 'backups/frequency',
  term: 'backups.every',
  says: 'A backup is taken as often as promised.',
  run: (subject, assembly) => {
    const { backups } = subject.terms;
    if (!backups) return NOT_PROMISED;
    return perPool(subject, assembly, found =>
      perPlan(found, plan => [oftenEnough(plan, [...RULE, 'ScheduleExpression'], backups.every)]),
    );
  },
};

const NOT_PROMISED: Verdict = { status: 'not-applicable', reason: 'no backups are promised' };

const retention: AuditCheck = {
  rule: 'backups/retention',
  term: 'backups.keep',
  says: 'Each backup is kept as long as promised.',
  run: (subject, assembly) => {
    const days = snapshotDays(subject.terms);
    if (days === undefined) return NOT_PROMISED;
    return perPool(subject, assembly, found =>
      perPlan(found, plan => [atLeast(plan, [...RULE, 'Lifecycle', 'DeleteAfterDays'], days)]),
    );
  },
};

const selection: AuditCheck = {
  rule: 'backups/selection-covers-database',
  term: 'backups',
  says: 'The plan backs up exactly the database of this plan or tenant.',
  run: (subject, assembly) =>
    perDatabase(subject, assembly, (database, found) => {
      const selections = found.of('AWS::Backup::BackupSelection', 'selection');
      return selections.flatMap(each => [covers(each, database), belongsToPlan(each, found)]);
    }),
};

function covers(selection: TemplateResource, database: TemplateResource): Evidence {
  const path = ['Properties', 'BackupSelection', 'Resources'];
  const resources = valueAt(selection, path);
  const named = isList(resources) ? resources.map(referredTo) : [];
  const here = selection.template === database.template;
  return judge(
    selection,
    path,
    `the ARN of ${database.logicalId}`,
    here && named.includes(database.logicalId),
  );
}

function belongsToPlan(selection: TemplateResource, found: FoundPool): Evidence {
  const path = ['Properties', 'BackupPlanId'];
  const plan = found.of('AWS::Backup::BackupPlan', 'plan')[0];
  const holds = plan !== undefined && referredTo(valueAt(selection, path)) === plan.logicalId;
  return judge(selection, path, 'the plan of the same database', holds);
}

export const snapshotChecks: readonly AuditCheck[] = [
  frequency,
  retention,
  selection,
  vault,
  earlyDeletion,
  failureTold,
  reported,
];
