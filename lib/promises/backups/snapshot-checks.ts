import { type FoundPool, perDatabase, perPool, referredTo } from '../databases/found.ts';
import { namesOf } from '../databases/names.ts';
import {
  type AuditCheck,
  compare,
  type Evidence,
  isList,
  isObject,
  judge,
  judged,
  missing,
  resourcesOf,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { snapshotDays } from './rules.ts';
import { longestGapOf } from './schedule.ts';

/** The one rule of a pool's plan. */
export const RULE = ['Properties', 'BackupPlan', 'BackupPlanRule', 0] as const;

/** Asks about the backup plan of a pool; without one it is broken. */
export function perPlan(
  found: FoundPool,
  ask: (plan: TemplateResource) => readonly Evidence[],
): readonly Evidence[] {
  const plans = found.of('AWS::Backup::BackupPlan', 'plan');
  if (plans.length === 0) return [missing(`a backup plan for ${found.pool.name}`, 'AWS::Backup::BackupPlan')];
  return plans.flatMap(ask);
}

/** Whether a number in a template is at least what was promised. */
export function atLeast(
  resource: TemplateResource,
  path: readonly (string | number)[],
  least: number,
): Evidence {
  const actual = valueAt(resource, path);
  return judge(resource, path, `${least} or more`, typeof actual === 'number' && actual >= least);
}

/** Whether a schedule runs at least as often as was promised. */
export function oftenEnough(
  resource: TemplateResource,
  path: readonly (string | number)[],
  every: { readonly text: string; readonly seconds: number },
): Evidence {
  const actual = valueAt(resource, path);
  const gap = typeof actual === 'string' ? longestGapOf(actual) : undefined;
  return judge(
    resource,
    path,
    `every ${every.text} or more often`,
    gap !== undefined && gap <= every.seconds,
  );
}

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

const vault: AuditCheck = {
  rule: 'backups/vault',
  term: 'backups',
  says: 'Backups go into a vault of their own, with a key of its own, that outlives its stack in production.',
  run: (subject, assembly) =>
    perPool(subject, assembly, found => {
      const { environment } = subject;
      const name = namesOf(environment.environment, found.pool).vault;
      const vaults = found.of('AWS::Backup::BackupVault', 'vault');
      return vaults.flatMap(each => [
        ...perPlan(found, plan => [compare(plan, [...RULE, 'TargetBackupVault'], name)]),
        compare(each, ['Properties', 'BackupVaultName'], name),
        hasOwnKey(each),
        ...(environment.stage === 'production' ? [compare(each, ['DeletionPolicy'], 'Retain')] : []),
      ]);
    }),
};

/** A key of the same template: not the account's default one, and nobody else's. */
export function hasOwnKey(vault: TemplateResource): Evidence {
  const path = ['Properties', 'EncryptionKeyArn'];
  return judge(vault, path, 'a key of this stack', referredTo(valueAt(vault, path)) !== undefined);
}

const earlyDeletion: AuditCheck = {
  rule: 'backups/no-early-deletion',
  term: 'backups',
  says: 'In production nobody deletes a backup before its time, except in an emergency.',
  run: (subject, assembly) => {
    if (subject.environment.stage === 'development') {
      return { status: 'not-applicable', reason: 'a development environment can be thrown away' };
    }
    return perPool(subject, assembly, found => vaultsOf(found).map(refusesDeletion));
  },
};

/** The vaults of a pool in both regions. */
export function vaultsOf(found: FoundPool): readonly TemplateResource[] {
  return ['vault', 'recovery-vault'].flatMap(role => found.of('AWS::Backup::BackupVault', role));
}

function refusesDeletion(each: TemplateResource): Evidence {
  const path = ['Properties', 'AccessPolicy', 'Statement'];
  const statements = valueAt(each, path);
  const refuses =
    isList(statements) &&
    statements.some(statement => {
      if (!isObject(statement) || statement.Effect !== 'Deny') return false;
      const actions = isList(statement.Action) ? statement.Action : [statement.Action];
      return actions.includes('backup:DeleteRecoveryPoint') && statement.Resource === '*';
    });
  return judge(each, path, 'Deny backup:DeleteRecoveryPoint', refuses);
}

const failureTold: AuditCheck = {
  rule: 'backups/failure-told',
  term: 'backups',
  says: 'People are told when a backup or a copy fails.',
  run: (subject, assembly) => {
    const { region } = subject.environment.primary;
    const rules = resourcesOf(assembly, 'AWS::Events::Rule', { role: 'failure-event' });
    const here = rules.filter(rule => rule.region === region);
    const told = ['Backup Job State Change', 'Copy Job State Change'].map(type => {
      const rule = here.find(each => JSON.stringify(each.properties.EventPattern ?? null).includes(type));
      if (!rule) return missing(`a rule for ${type}`, 'AWS::Events::Rule');
      return judge(rule, ['Properties', 'Targets', 0, 'Arn'], 'a topic', isTold(rule));
    });
    return judged(told, missing('a rule', 'AWS::Events::Rule'));
  },
};

function isTold(rule: TemplateResource): boolean {
  const states = valueAt(rule, ['Properties', 'EventPattern', 'detail', 'state']);
  const target = valueAt(rule, ['Properties', 'Targets', 0, 'Arn']);
  return (
    isList(states) &&
    states.includes('FAILED') &&
    target !== undefined &&
    rule.properties.State !== 'DISABLED'
  );
}

const reported: AuditCheck = {
  rule: 'backups/reported',
  term: 'backups',
  says: 'Every backup and copy job is reported daily.',
  run: (subject, assembly) => {
    const { region } = subject.environment.primary;
    const path = ['Properties', 'ReportSetting', 'ReportTemplate'];
    const plans = resourcesOf(assembly, 'AWS::Backup::ReportPlan', { role: 'report' });
    const here = plans.filter(plan => plan.region === region);
    const kinds = ['BACKUP_JOB_REPORT', 'COPY_JOB_REPORT', 'RESTORE_JOB_REPORT'];
    const evidence = kinds.map(kind => {
      const plan = here.find(each => valueAt(each, path) === kind);
      return plan ? compare(plan, path, kind) : missing(kind, 'AWS::Backup::ReportPlan');
    });
    return judged(evidence, missing('a report', 'AWS::Backup::ReportPlan'));
  },
};

export const snapshotChecks: readonly AuditCheck[] = [
  frequency,
  retention,
  selection,
  vault,
  earlyDeletion,
  failureTold,
  reported,
];
