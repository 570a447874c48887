import { referredTo } from '../databases/found.ts';
import {
  type Assembly,
  type AuditCheck,
  type Evidence,
  isList,
  isObject,
  judged,
  missing,
  resourcesOf,
  type TemplateResource,
} from '../evidence.ts';
import { tells } from './alarmed.ts';

const ALARM = 'AWS::CloudWatch::Alarm';
/** The ways in which an execution ends without a report (Step Functions developer guide, procedure-cw-metrics). */
const WITHOUT_REPORT = ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted', 'ExecutionThrottled'];

const told: AuditCheck = {
  rule: 'backups/restores-told',
  term: 'backups',
  says: 'People are told when a restore ends without a report, and when what looks at backups or starts drills fails.',
  run: (subject, assembly) => {
    if (!subject.terms.backups) return { status: 'not-applicable', reason: 'no backups are promised' };
    const machines = resourcesOf(assembly, 'AWS::StepFunctions::StateMachine', { role: 'recovery-machine' });
    const lost = alarmsOn(assembly, 'AWS/SQS').map(tells);
    const evidence = [...machines.flatMap(machine => ends(machine, assembly)), ...lost];
    return judged(evidence, missing('an alarm on what could not be delivered', ALARM));
  },
};

function alarmsOn(assembly: Assembly, namespace: string): readonly TemplateResource[] {
  const own = resourcesOf(assembly, ALARM, { promise: 'backups' });
  return own.filter(({ properties }) => properties.Namespace === namespace);
}

function ends(machine: TemplateResource, assembly: Assembly): readonly Evidence[] {
  return WITHOUT_REPORT.map(metric => {
    const alarm = alarmsOn(assembly, 'AWS/States').find(
      each =>
        each.template === machine.template && each.properties.MetricName === metric && isOf(each, machine),
    );
    return alarm ? tells(alarm) : missing(`an alarm on ${metric} of ${machine.stack}`, ALARM);
  });
}

function isOf({ properties }: TemplateResource, machine: TemplateResource): boolean {
  const { Dimensions } = properties;
  if (!isList(Dimensions)) return false;
  return Dimensions.some(each => isObject(each) && referredTo(each.Value ?? null) === machine.logicalId);
}

export const toldChecks: readonly AuditCheck[] = [told];
