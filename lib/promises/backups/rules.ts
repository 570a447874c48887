import { type Duration, daysOf } from '../../agreement/units/index.ts';
import type { Environment } from '../environment.ts';
import type { Terms } from '../terms.ts';

/** RDS keeps automated backups for 1 to 35 days (fact 6). */
export const LONGEST_POINT_IN_TIME_DAYS = 35;

/**
 * What RDS keeps where no point-in-time recovery is promised. Standbys, readers and Aurora need automated backups to
 * be on, and one day is the least (USER_WorkingWithAutomatedBackups).
 */
const LEAST_AUTOMATED_BACKUP_DAYS = 1;

/** The least grace time of a compliance lock, after which nobody can take it off (facts 11 and 27). */
export const LOCK_GRACE_DAYS = 3;

/** How many days of point-in-time recovery RDS keeps; RDS is its only owner (fact 8). */
export function pointInTimeDays(terms: Terms): number {
  const promised = terms.backups?.['point-in-time'];
  return promised ? daysOf(promised.keep) : LEAST_AUTOMATED_BACKUP_DAYS;
}

/** Days of point-in-time recovery in the recovery region, or undefined when none is promised there. */
export function pointInTimeAwayDays(terms: Terms): number | undefined {
  const promised = terms.backups?.['point-in-time'];
  return promised?.away ? daysOf(promised.keep) : undefined;
}

/** How long a snapshot is kept, in days; undefined without a promise. */
export function snapshotDays(terms: Terms): number | undefined {
  return terms.backups && daysOf(terms.backups.keep);
}

/** How long its copy is kept in the recovery region, in days; undefined when none is promised. */
export function copyDays(terms: Terms): number | undefined {
  const { backups } = terms;
  return backups?.away && daysOf(backups.away.keep ?? backups.keep);
}

/** Whether anything of this pool is kept in the recovery region. */
export function isKeptAway(terms: Terms): boolean {
  return copyDays(terms) !== undefined || pointInTimeAwayDays(terms) !== undefined;
}

export interface VaultLock {
  readonly minDays: number;
  readonly maxDays: number;
  /** Set for a compliance lock only: a governance lock has no grace time. */
  readonly graceDays?: number | undefined;
}

/**
 * The lock of a pool's vaults; never in development, where everything must be removable and a compliance lock
 * would outlive it (fact 27).
 */
export function vaultLock(terms: Terms, stage: Environment['stage']): VaultLock | undefined {
  const lock = terms.backups?.lock;
  if (!lock || stage === 'development') return undefined;
  const range = { minDays: daysOf(lock.min), maxDays: daysOf(lock.max) };
  return lock.mode === 'compliance' ? { ...range, graceDays: LOCK_GRACE_DAYS } : range;
}

/**
 * How long a restored database stays for validation: as long as a restore may take, within the 1 to 168 hours that
 * AWS Backup allows (API_RestoreTestingSelectionForCreate).
 */
export function validationHours(recoveryTime: Duration): number {
  return Math.min(168, Math.max(1, Math.ceil(recoveryTime.seconds / 3600)));
}

/** How far behind the present RDS's latest restorable time usually is at most, in seconds (fact 15). */
export const RECOVERY_POINT_SECONDS = 300;
