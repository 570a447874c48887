import { type FoundPool, perPool, referredTo } from '../databases/found.ts';
import { namesOf } from '../databases/names.ts';
import {
  type AuditCheck,
  compare,
  type Evidence,
  isList,
  isObject,
  judge,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { perPlan, RULE } from './found.ts';

export const vault: AuditCheck = {
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

export const earlyDeletion: AuditCheck = {
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
