import { CovenantError } from '../../agreement/errors.ts';
import type { Pool } from './pools.ts';

/** A physical name that AWS would refuse. */
export class NameTooLongError extends CovenantError {
  override readonly name = 'NameTooLongError';
}

/**
 * The physical names that synthesis gives and that restores, copies and drills look up at run time. They are the same
 * in every region, so that the recovery region needs no reference to the primary one.
 */
export interface PoolNames {
  /** DBInstanceIdentifier or DBClusterIdentifier: at most 63 characters. */
  readonly database: string;
  /** BackupVaultName in the primary region: at most 50 characters. */
  readonly vault: string;
  readonly recoveryVault: string;
  /** Names of restore testing plans allow letters, digits and underscores only, and 50 characters. */
  readonly restoreTest: string;
  readonly backupPlan: string;
}

/** @throws NameTooLongError when the environment's and the pool's names do not fit together. */
export function namesOf(environment: string, pool: Pick<Pool, 'name'>): PoolNames {
  const base = `${environment}-${pool.name}`;
  return {
    database: within(63, base),
    vault: within(50, base),
    recoveryVault: within(50, `${base}-recovery`),
    restoreTest: within(50, base.replaceAll('-', '_')),
    backupPlan: within(50, base),
  };
}

/** The role that alone may delete a backup early; people assume it with a second factor. */
export function breakGlassRoleName(environment: string): string {
  return within(64, `${environment}-backup-break-glass`);
}

/** The stack of the recovery region that keeps keys and vaults. */
export function recoveryStackName(environment: string): string {
  return `${environment}-recovery-data`;
}

/** The output of that stack which has the ARN of a pool's key. Logical ids allow letters and digits only. */
export function recoveryKeyOutput(pool: Pick<Pool, 'name'>): string {
  return `KeyOf${pascal(pool.name)}`;
}

function pascal(name: string): string {
  return name
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** The name of the database inside PostgreSQL. */
export const DATABASE_NAME = 'service';

function within(longest: number, name: string): string {
  if (name.length <= longest) return name;
  throw new NameTooLongError(
    `"${name}" has ${name.length} characters and AWS allows ${longest}; shorten the name of the environment or of the tenant`,
  );
}
