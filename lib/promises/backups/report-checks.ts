import {
  type AuditCheck,
  compare,
  isList,
  judge,
  judged,
  missing,
  resourcesOf,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';

export const failureTold: AuditCheck = {
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

export const reported: AuditCheck = {
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
