import {
  type AuditCheck,
  type Evidence,
  isList,
  judge,
  judged,
  missing,
  resourcesOf,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { NOT_TESTED } from './test-checks.ts';

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

export const validationChecks: readonly AuditCheck[] = [validated];
