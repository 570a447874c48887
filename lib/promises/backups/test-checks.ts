import { type FoundPool, perDatabase, perPool, referredTo, textOf } from '../databases/found.ts';
import { namesOf } from '../databases/names.ts';
import {
  type AuditCheck,
  compare,
  type Evidence,
  isList,
  isObject,
  judge,
  missing,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { atLeast, oftenEnough } from './found.ts';
import { validationHours } from './rules.ts';

/** What every check of restore tests says where none are promised. */
export const NOT_TESTED: Verdict = { status: 'not-applicable', reason: 'no restore tests are promised' };
const PLAN = 'AWS::Backup::RestoreTestingPlan';
const SELECTION = 'AWS::Backup::RestoreTestingSelection';

const tested: AuditCheck = {
  rule: 'backups/tested',
  term: 'backups.tested',
  says: 'A restore is really tried as often as promised, from the vault of this plan or tenant.',
  run: (subject, assembly) => {
    const promised = subject.terms.backups?.tested;
    if (!promised) return NOT_TESTED;
    return perPool(subject, assembly, found => {
      const vault = namesOf(subject.environment.environment, found.pool).vault;
      return orMissing(found, PLAN, 'restore-test', plan => [
        oftenEnough(plan, ['Properties', 'ScheduleExpression'], promised.every),
        includes(plan, vault),
      ]);
    });
  },
};

function orMissing(
  found: FoundPool,
  type: string,
  role: string,
  ask: (resource: TemplateResource) => readonly Evidence[],
): readonly Evidence[] {
  const resources = found.of(type, role);
  return resources.length === 0
    ? [missing(`a restore test for ${found.pool.name}`, type)]
    : resources.flatMap(ask);
}

function includes(plan: TemplateResource, vault: string): Evidence {
  const path = ['Properties', 'RecoveryPointSelection', 'IncludeVaults'];
  const vaults = valueAt(plan, path);
  const holds = isList(vaults) && vaults.some(each => textOf(each).endsWith(`:backup-vault:${vault}`));
  return judge(plan, path, `the vault ${vault}`, holds);
}

const covers: AuditCheck = {
  rule: 'backups/test-covers-database',
  term: 'backups.tested',
  says: 'The restore test restores this database, and leaves time to validate it.',
  run: (subject, assembly) => {
    const promised = subject.terms.backups?.tested;
    if (!promised) return NOT_TESTED;
    const hours = validationHours(promised['recovery-time']);
    return perDatabase(subject, assembly, (database, found) =>
      orMissing(found, SELECTION, 'restore-test-selection', selection => [
        restores(selection, database),
        compare(selection, ['Properties', 'RestoreTestingPlanName'], nameOf(found)),
        atLeast(selection, ['Properties', 'ValidationWindowHours'], hours),
      ]),
    );
  },
};

function restores(selection: TemplateResource, database: TemplateResource): Evidence {
  const path = ['Properties', 'ProtectedResourceArns'];
  const arns = valueAt(selection, path);
  const named = isList(arns) ? arns.map(referredTo) : [];
  return judge(selection, path, `the ARN of ${database.logicalId}`, named.includes(database.logicalId));
}

function nameOf(found: FoundPool): string {
  const name = found.of(PLAN, 'restore-test')[0]?.properties.RestoreTestingPlanName;
  return typeof name === 'string' ? name : 'the plan of this database';
}

const network: AuditCheck = {
  rule: 'backups/test-network',
  term: 'backups.tested',
  says: 'The restore test names its network, because the default one may be gone (fact 16).',
  run: (subject, assembly) => {
    if (!subject.terms.backups?.tested) return NOT_TESTED;
    const path = ['Properties', 'RestoreMetadataOverrides'];
    return perPool(subject, assembly, found =>
      orMissing(found, SELECTION, 'restore-test-selection', selection => {
        const overrides = valueAt(selection, path);
        const holds =
          isObject(overrides) && 'dbSubnetGroupName' in overrides && 'vpcSecurityGroupIds' in overrides;
        return [judge(selection, path, 'a subnet group and security groups', holds)];
      }),
    );
  },
};

export const testChecks: readonly AuditCheck[] = [tested, covers, network];
