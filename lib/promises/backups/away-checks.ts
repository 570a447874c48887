import { perPool } from '../databases/found.ts';
import { namesOf } from '../databases/names.ts';
import { type AuditCheck, type Evidence, judge, missing, resourcesOf, valueAt } from '../evidence.ts';
import { machineName } from '../recovery/names.ts';

const MACHINE = 'AWS::StepFunctions::StateMachine';

const restorable: AuditCheck = {
  rule: 'backups/restorable-away',
  term: 'backups.away',
  says: 'The recovery region has a restore machine of its own that knows this database.',
  run: (subject, assembly) => {
    if (!subject.terms.backups?.away) return { status: 'not-applicable', reason: 'no copies are promised' };
    const { environment, recovery } = subject.environment;
    const name = machineName(environment);
    const machines = resourcesOf(assembly, MACHINE, { role: 'recovery-machine' }).filter(
      each => each.region === recovery.region && each.properties.StateMachineName === name,
    );
    return perPool(subject, assembly, ({ pool }) =>
      machines.length === 0
        ? [missing(`${name} in ${recovery.region}`, MACHINE)]
        : machines.map(each => knows(each, namesOf(environment, pool).database)),
    );
  },
};

function knows(machine: Parameters<typeof valueAt>[0], database: string): Evidence {
  const path = ['Properties', 'DefinitionString'];
  const text = JSON.stringify(valueAt(machine, path) ?? null).replaceAll('\\', '');
  const holds = text.includes(`"place":"recovery-region"`) && text.includes(`"${database}":{`);
  return judge(machine, path, `restores ${database} from the copies of its region`, holds);
}

export const awayChecks: readonly AuditCheck[] = [restorable];
