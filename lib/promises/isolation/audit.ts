import { perDatabase, referent, referredTo } from '../databases/found.ts';
import {
  type Assembly,
  type AuditCheck,
  type Evidence,
  judge,
  missing,
  type Subject,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { isDedicated } from './rules.ts';

type Ask = Parameters<typeof perDatabase>[2];

function perDedicated(subject: Subject, assembly: Assembly, ask: Ask): Verdict {
  if (!isDedicated(subject.terms)) return { status: 'not-applicable', reason: 'shared compute is promised' };
  return perDatabase(subject, assembly, ask);
}

const ownDatabase: AuditCheck = {
  rule: 'isolation/own-database',
  term: 'isolation.compute',
  says: 'Each tenant has a database of its own.',
  run: (subject, assembly) =>
    perDedicated(subject, assembly, (database, { pool }) => {
      const path = ['Metadata', 'covenant', 'tenant'];
      const holds = pool.tenant !== undefined && valueAt(database, path) === pool.tenant;
      return [judge(database, path, pool.tenant ?? 'a tenant of its own', holds)];
    }),
};

const ownStack: AuditCheck = {
  rule: 'isolation/own-stack',
  term: 'isolation.compute',
  says: "A tenant's stack holds nothing of another tenant or of a shared plan.",
  run: (subject, assembly) =>
    perDedicated(subject, assembly, (database, { pool }) => {
      const inside = assembly.resources.filter(each => each.stack === database.stack && isMarked(each));
      const strangers = inside.filter(each => each.marks.tenant !== pool.tenant);
      const path = ['Metadata', 'covenant', 'tenant'];
      const evidence = strangers.map(each => judge(each, path, pool.tenant ?? 'one tenant', false));
      return evidence.length > 0 ? evidence : [judge(database, path, pool.tenant ?? 'one tenant', true)];
    }),
};

function isMarked({ marks }: TemplateResource): boolean {
  return marks.plan !== undefined || marks.tenant !== undefined;
}

const ownKey: AuditCheck = {
  rule: 'isolation/own-key',
  term: 'isolation.compute',
  says: "Storage, credentials and backups are encrypted with keys of the tenant's own stack.",
  run: (subject, assembly) =>
    perDedicated(subject, assembly, (database, { pool, of }) => [
      keyOf(assembly, database, ['Properties', 'KmsKeyId'], pool.tenant),
      keyOf(assembly, database, ['Properties', 'MasterUserSecret', 'KmsKeyId'], pool.tenant),
      ...VAULT_ROLES.flatMap(role => of('AWS::Backup::BackupVault', role)).map(vault =>
        keyOf(assembly, vault, ['Properties', 'EncryptionKeyArn'], pool.tenant),
      ),
    ]),
};

const VAULT_ROLES = ['vault', 'recovery-vault'] as const;

function keyOf(
  assembly: Assembly,
  from: TemplateResource,
  path: readonly string[],
  tenant: string | undefined,
): Evidence {
  const key = referent(assembly, from, path);
  const holds = key !== undefined && tenant !== undefined && key.marks.tenant === tenant;
  return judge(from, path, `a key of ${tenant ?? 'a tenant'}`, holds);
}

const ownVault: AuditCheck = {
  rule: 'isolation/own-vault',
  term: 'isolation.compute',
  says: 'Backups of one tenant are in a vault that no other plan writes to.',
  run: (subject, assembly) =>
    perDedicated(subject, assembly, (database, { pool, of }) => {
      const vaults = of('AWS::Backup::BackupVault', 'vault');
      if (vaults.length === 0)
        return [judge(database, ['Metadata', 'covenant', 'tenant'], 'no backups', !pool.terms.backups)];
      return vaults.map(vault => {
        const path = ['Properties', 'BackupVaultName'];
        const writers = writersTo(assembly, valueAt(vault, path));
        const own = writers.every(plan => plan.marks.tenant === pool.tenant);
        return judge(vault, path, `used by ${pool.tenant} alone`, own);
      });
    }),
};

function writersTo(assembly: Assembly, vaultName: unknown): readonly TemplateResource[] {
  const path = ['Properties', 'BackupPlan', 'BackupPlanRule', 0, 'TargetBackupVault'];
  return assembly.resources.filter(
    each => each.type === 'AWS::Backup::BackupPlan' && valueAt(each, path) === vaultName,
  );
}

const ownCompute: AuditCheck = {
  rule: 'isolation/own-compute',
  term: 'isolation.compute',
  says: "Only functions of the tenant's own stack reach its database.",
  run: (subject, assembly) =>
    perDedicated(subject, assembly, database => {
      const own = assembly.resources.filter(each => each.stack === database.stack && isInNetwork(each));
      if (own.length === 0) return [missing(`a function in ${database.stack}`, 'AWS::Lambda::Function')];
      return [...own.map(usesOwnGroup), ...intruders(assembly, database)];
    }),
};

/** A function outside of the network cannot reach a database. */
function isInNetwork(each: TemplateResource): boolean {
  return each.type === 'AWS::Lambda::Function' && each.properties.VpcConfig !== undefined;
}

function usesOwnGroup(each: TemplateResource): Evidence {
  const path = ['Properties', 'VpcConfig', 'SecurityGroupIds', 0];
  return judge(each, path, 'a group of this stack', referredTo(valueAt(each, path)) !== undefined);
}

const DOORS: ReadonlySet<string> = new Set([
  'AWS::EC2::SecurityGroupIngress',
  'AWS::Lambda::Function',
  'AWS::RDS::DBProxy',
]);

/** Doors in other stacks that use something of the tenant's stack. */
function intruders(assembly: Assembly, database: TemplateResource): readonly Evidence[] {
  const imported = `"Fn::ImportValue":"${database.stack}:`;
  return assembly.resources
    .filter(each => each.stack !== database.stack && DOORS.has(each.type))
    .filter(each => JSON.stringify(each.properties).includes(imported))
    .map(each => judge(each, ['Properties'], `nothing of ${database.stack}`, false));
}

export const checks: readonly AuditCheck[] = [ownDatabase, ownStack, ownKey, ownVault, ownCompute];
