import { daysOf } from '../../agreement/units/index.ts';
import type { Agreement } from '../agreement.ts';
import type { Environment } from '../environment.ts';
import type { Problem } from '../problem.ts';
import { once, perView, viewsOf } from '../views.ts';

/** AWS::Backup::BackupVault, MaxRetentionDays: about a hundred years. */
const LONGEST_LOCK_DAYS = 36_500;

/** Fact 11: a job whose retention is outside the range of the vault's lock fails. */
export const lockRefuses = perView(({ terms, placeOf }) => {
  const { backups } = terms;
  const lock = backups?.lock;
  if (backups === undefined || lock === undefined) return [];
  const kept = [
    { what: 'backups', keep: backups.keep },
    { what: 'copies', keep: backups.away && (backups.away.keep ?? backups.keep) },
  ];
  return kept.flatMap(({ what, keep }) => {
    if (keep === undefined) return [];
    const short = daysOf(keep) < daysOf(lock.min);
    if (!short && daysOf(keep) <= daysOf(lock.max)) return [];
    return [
      {
        code: 'COV-LOCK-REFUSES',
        severity: 'error' as const,
        message: `the lock takes ${lock.min.text} to ${lock.max.text}, but ${what} are kept ${keep.text}`,
        why: 'AWS fact 11 (Vault Lock): jobs whose retention is outside the range of the vault fail.',
        fix: `write \`${short ? 'min' : 'max'}: ${keep.text}\``,
        impossible: true,
        ...placeOf('backups', 'lock', short ? 'min' : 'max'),
      },
    ];
  });
});

/** Fact 11 and AWS::Backup::BackupVault LockConfiguration: what CloudFormation takes as a range. */
export const lockRules = perView(({ terms, placeOf }) => {
  const lock = terms.backups?.lock;
  if (lock === undefined) return [];
  const wrong =
    lock.min.seconds < 86_400
      ? { key: 'min', says: 'a lock of less than a day', fix: 'write `min: 1d` or more' }
      : lock.min.seconds > lock.max.seconds
        ? { key: 'max', says: 'a lock whose `max` is below its `min`', fix: 'swap them' }
        : daysOf(lock.max) > LONGEST_LOCK_DAYS
          ? { key: 'max', says: 'a lock of more than 36,500 days', fix: 'write `max: 36500d` or less' }
          : undefined;
  if (wrong === undefined) return [];
  return [
    {
      code: 'COV-LOCK-RULES',
      severity: 'error',
      message: `CloudFormation refuses ${wrong.says}`,
      why: 'AWS fact 11 (AWS::Backup::BackupVault LockConfiguration): 1 <= MinRetentionDays <= MaxRetentionDays <= 36500.',
      fix: wrong.fix,
      impossible: true,
      ...placeOf('backups', 'lock', wrong.key),
    },
  ];
});

/** Fact 27: said aloud, because nobody can take it back, AWS included. */
export const irreversibleLock = perView(({ terms, placeOf }) => {
  if (terms.backups?.lock?.mode !== 'compliance') return [];
  return [
    {
      code: 'COV-LOCK-IRREVERSIBLE',
      severity: 'warning',
      message: 'a compliance lock can never be removed once its grace time is over, not even by AWS',
      why: 'AWS fact 27 (Vault Lock): after at least 72 hours the lock and its backups stay until they expire.',
      fix: 'write `mode: governance` unless a regulation asks for more',
      ...placeOf('backups', 'lock', 'mode'),
    },
  ];
});

/** Fact 27: never in an environment that is meant to be thrown away. */
export function developmentLock(
  agreement: Agreement,
  environment: Environment | undefined,
): readonly Problem[] {
  if (environment?.stage !== 'development') return [];
  const locked = viewsOf(agreement, environment).filter(
    view => view.terms.backups?.lock?.mode === 'compliance',
  );
  return once(
    locked.map(() => ({
      code: 'COV-LOCK-DEVELOPMENT',
      severity: 'warning' as const,
      message: 'the compliance lock of the agreement is left out, because this is a development environment',
      why: 'AWS fact 27: a compliance lock is irreversible, so an environment that has one cannot be deleted.',
      fix: 'nothing has to be done; write `stage: production` where the lock has to hold',
      where: 'environment' as const,
      path: ['stage'],
    })),
  );
}
