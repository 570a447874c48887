import type { Duration } from '../../agreement/units/index.ts';
import type { JsonPath } from '../evidence.ts';
import { perView } from '../views.ts';

const HOUR = 3600;
/** Fact 15: the longer of two restores in public test logs, in seconds. */
const SLOW_RESTORE = 1470;

/** A backup that is kept for no time is none. */
export const keepsNothing = perView(({ terms, placeOf }) => {
  const { backups } = terms;
  const kept: readonly { value: Duration | undefined; path: JsonPath }[] = [
    { value: backups?.keep, path: ['keep'] },
    { value: backups?.away?.keep, path: ['away', 'keep'] },
    { value: backups?.['point-in-time']?.keep, path: ['point-in-time', 'keep'] },
  ];
  return kept
    .filter(({ value }) => value?.seconds === 0)
    .map(({ path }) => ({
      code: 'COV-KEEP-NOTHING',
      severity: 'error' as const,
      message: 'a backup that is kept for no time cannot be restored',
      why: 'RDS reads a retention of 0 as automated backups switched off, and AWS Backup as kept for ever.',
      fix: 'write how long it is kept, such as `keep: 7d`',
      impossible: true,
      ...placeOf('backups', ...path),
    }));
});

/** Fact 9: snapshots run at most hourly, so a recovery point under an hour needs point-in-time recovery. */
export const tooOften = perView(({ terms, placeOf }) => {
  const every = terms.backups?.every;
  if (every === undefined || every.seconds >= HOUR) return [];
  return [
    {
      code: 'COV-RPO-SNAPSHOTS',
      severity: 'error',
      message: `snapshots every ${every.text} cannot be taken; a loss of less than an hour needs another way`,
      why: 'AWS fact 9 (AWS Backup, plan frequency): snapshot backups run at most once an hour.',
      fix: 'write `every: 1h` or more, and promise the smaller loss under `point-in-time`',
      impossible: true,
      ...placeOf('backups', 'every'),
    },
  ];
});

/** Fact 15: a promise of recovery that is shorter than restores are known to take. */
export const quickRecovery = perView(({ terms, placeOf }) => {
  const within = terms.backups?.tested?.['recovery-time'];
  if (within === undefined || within.seconds >= SLOW_RESTORE) return [];
  return [
    {
      code: 'COV-RTO-OPTIMISTIC',
      severity: 'warning',
      message: `a recovery within ${within.text} is quicker than RDS is known to restore`,
      why: `AWS fact 15: restores in public test logs took 1,276 s and ${SLOW_RESTORE} s.`,
      fix: 'promise 30m or more, or prove it with drills first',
      ...placeOf('backups', 'tested', 'recovery-time'),
    },
  ];
});
