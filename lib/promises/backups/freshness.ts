import * as z from 'zod/mini';
import type { Terms } from '../terms.ts';

/** A database whose backups are looked at. */
export const watchedDatabase = z.object({
  database: z.string(),
  vault: z.string(),
  /** Where its copies are. @default none are promised */
  copies: z.optional(z.object({ vault: z.string(), region: z.string() })),
  /** The bucket of its drills' reports. @default no drills are promised */
  reports: z.optional(z.string()),
});
export type WatchedDatabase = z.output<typeof watchedDatabase>;

/** What was found about one kind of proof: since when it is expected, and the newest there is. */
export interface Found {
  readonly since: Date | undefined;
  readonly newest: Date | undefined;
}

/**
 * How old the newest is, in seconds. Where there is none yet, the time since it has been expected; where not even
 * that is known, undefined, which no alarm takes for fresh.
 */
export function ageOf({ since, newest }: Found, now: Date): number | undefined {
  const from = newest ?? since;
  return from && Math.max(0, (now.getTime() - from.getTime()) / 1000);
}

const HOUR = 3600;

/** A backup begins within its plan's start window of an hour, and an hour more is given for taking it. */
export const BACKUP_TAKES = 2 * HOUR;
/** A copy begins when its backup is complete. */
export const COPY_TAKES = HOUR;

/** The names of the figures, by database. */
export const FIGURES = { backup: 'BackupAge', copy: 'CopyAge', proven: 'ProvenRestoreAge' } as const;

/** How old the newest backup may be, in seconds: as often as promised, and the time that one takes. */
export function oldestBackup(terms: Terms): number | undefined {
  return terms.backups && terms.backups.every.seconds + BACKUP_TAKES;
}

/** How old the newest copy in the recovery region may be, in seconds. */
export function oldestCopy(terms: Terms): number | undefined {
  const { backups } = terms;
  return backups?.away && backups.every.seconds + BACKUP_TAKES + COPY_TAKES;
}

/** How long ago a restore may have been proven, in seconds: as often as promised, and the time one may take. */
export function oldestProof(terms: Terms): number | undefined {
  const tested = terms.backups?.tested;
  return tested && tested.every.seconds + tested['recovery-time'].seconds;
}

/** The most that a drilled restore may lose, in seconds: of continuous backups where they are promised. */
export function promisedLoss(terms: Terms): number | undefined {
  const { backups } = terms;
  return backups && (backups['point-in-time']?.['recovery-point'] ?? backups.every).seconds;
}
