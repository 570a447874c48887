import { perPool, textOf } from '../databases/found.ts';
import { namesOf } from '../databases/names.ts';
import {
  type AuditCheck,
  compare,
  type Evidence,
  judge,
  missing,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { atLeast, perPlan, RULE } from './found.ts';
import { copyDays, type VaultLock, vaultLock } from './rules.ts';
import { hasOwnKey, vaultsOf } from './vault-checks.ts';

const COPY = [...RULE, 'CopyActions', 0] as const;
const NO_COPIES: Verdict = { status: 'not-applicable', reason: 'no copies are promised' };

const copy: AuditCheck = {
  rule: 'backups/copy',
  term: 'backups.away',
  says: 'Each backup is copied to the vault in the recovery region.',
  run: (subject, assembly) => {
    if (!subject.terms.backups?.away) return NO_COPIES;
    const { environment } = subject;
    return perPool(subject, assembly, found => {
      const name = namesOf(environment.environment, found.pool).recoveryVault;
      const expected = `backup:${environment.recovery.region}:…:backup-vault:${name}`;
      return perPlan(found, plan => {
        const path = [...COPY, 'DestinationBackupVaultArn'];
        const arn = textOf(valueAt(plan, path));
        const holds =
          arn.includes(`:backup:${environment.recovery.region}:`) && arn.endsWith(`:backup-vault:${name}`);
        return [judge(plan, path, expected, holds)];
      });
    });
  },
};

const copyRetention: AuditCheck = {
  rule: 'backups/copy-retention',
  term: 'backups.away.keep',
  says: 'Each copy is kept as long as promised.',
  run: (subject, assembly) => {
    const days = copyDays(subject.terms);
    if (days === undefined) return NO_COPIES;
    return perPool(subject, assembly, found =>
      perPlan(found, plan => [atLeast(plan, [...COPY, 'Lifecycle', 'DeleteAfterDays'], days)]),
    );
  },
};

const recoveryVault: AuditCheck = {
  rule: 'backups/recovery-vault',
  term: 'backups.away',
  says: 'The vault of the copies exists in the recovery region, which is another one, with a key of its own.',
  run: (subject, assembly) => {
    if (!subject.terms.backups?.away) return NO_COPIES;
    const { environment } = subject;
    return perPool(subject, assembly, found => {
      const name = namesOf(environment.environment, found.pool).recoveryVault;
      return found
        .of('AWS::Backup::BackupVault', 'recovery-vault')
        .flatMap(vault => [
          compare(vault, ['Properties', 'BackupVaultName'], name),
          away(vault, environment),
          hasOwnKey(vault),
        ]);
    });
  },
};

interface Places {
  readonly primary: { readonly region: string };
  readonly recovery: { readonly region: string };
}

function away(vault: TemplateResource, { primary, recovery }: Places): Evidence {
  const holds = vault.region === recovery.region && vault.region !== primary.region;
  const evidence = judge(vault, ['Type'], `in ${recovery.region}`, holds);
  return { ...evidence, actual: `in ${vault.region}` };
}

const lockRange: AuditCheck = {
  rule: 'backups/lock-range',
  term: 'backups.lock',
  says: 'Both vaults are locked to the promised range, and no backup falls outside of it (fact 11).',
  run: (subject, assembly) => {
    const { terms, environment } = subject;
    if (!terms.backups?.lock) return { status: 'not-applicable', reason: 'no lock is promised' };
    const lock = vaultLock(terms, environment.stage);
    if (!lock)
      return { status: 'not-applicable', reason: 'a development environment has no vault lock (fact 27)' };
    return perPool(subject, assembly, found => {
      const promised = vaultLock(found.pool.terms, environment.stage) ?? lock;
      const locks = vaultsOf(found).flatMap(vault => lockOf(vault, promised));
      if (locks.length === 0) return [missing('a locked vault', 'AWS::Backup::BackupVault')];
      return [...locks, ...perPlan(found, plan => within(plan, promised))];
    });
  },
};

function lockOf(vault: TemplateResource, lock: VaultLock): readonly Evidence[] {
  const path = ['Properties', 'LockConfiguration'];
  return [
    compare(vault, [...path, 'MinRetentionDays'], lock.minDays),
    compare(vault, [...path, 'MaxRetentionDays'], lock.maxDays),
  ];
}

/** A backup whose life is outside of the range is not taken at all: the job fails. */
function within(plan: TemplateResource, lock: VaultLock): readonly Evidence[] {
  const paths = [[...RULE, 'Lifecycle', 'DeleteAfterDays']];
  if (valueAt(plan, COPY) !== undefined) paths.push([...COPY, 'Lifecycle', 'DeleteAfterDays']);
  return paths.map(path => {
    const days = valueAt(plan, path);
    const holds = typeof days === 'number' && days >= lock.minDays && days <= lock.maxDays;
    return judge(plan, path, `${lock.minDays} to ${lock.maxDays}`, holds);
  });
}

const lockMode: AuditCheck = {
  rule: 'backups/lock-mode',
  term: 'backups.lock.mode',
  says: 'A compliance lock becomes irrevocable after its grace time; a governance lock never does.',
  run: (subject, assembly) => {
    const lock = vaultLock(subject.terms, subject.environment.stage);
    if (!lock) return { status: 'not-applicable', reason: 'no vault is locked here' };
    return perPool(subject, assembly, found => vaultsOf(found).map(vault => modeOf(vault, lock)));
  },
};

function modeOf(vault: TemplateResource, lock: VaultLock): Evidence {
  const path = ['Properties', 'LockConfiguration', 'ChangeableForDays'];
  const actual = valueAt(vault, path);
  if (lock.graceDays === undefined) return judge(vault, path, 'absent', actual === undefined);
  const grace = lock.graceDays;
  return judge(vault, path, `${grace} or more`, typeof actual === 'number' && actual >= grace);
}

const copyOutlives: AuditCheck = {
  rule: 'backups/copy-outlives',
  term: 'backups.away',
  says: 'The recovery vault outlives its stack in production.',
  run: (subject, assembly) => {
    if (!subject.terms.backups?.away) return NO_COPIES;
    if (subject.environment.stage === 'development') {
      return { status: 'not-applicable', reason: 'a development environment can be thrown away' };
    }
    return perPool(subject, assembly, found =>
      found
        .of('AWS::Backup::BackupVault', 'recovery-vault')
        .map(vault => compare(vault, ['DeletionPolicy'], 'Retain')),
    );
  },
};

export const copyChecks: readonly AuditCheck[] = [
  copy,
  copyRetention,
  recoveryVault,
  copyOutlives,
  lockRange,
  lockMode,
];
