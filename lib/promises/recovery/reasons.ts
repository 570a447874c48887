/** Why a restore or a drill is red. Runbooks are named after these codes. */
export const REASONS = {
  'not-confirmed': 'a real recovery was not confirmed by naming the database',
  'no-source': 'the database or its backup does not exist',
  'before-first-backup': 'the wanted time is before the first backup',
  'after-last-change': 'the backup does not reach the wanted time',
  busy: 'another restore of this database is under way',
  duplicate: 'this run was triggered twice, and the other execution goes on',
  'key-not-accessible': 'the key of the backup cannot be used',
  'restore-refused': 'RDS refused the restore',
  'restore-failed': 'the restore failed',
  'restore-timeout': 'the restore took longer than it may',
  'archive-gap': 'a WAL segment is missing from the archive',
  'wal-corrupt': 'a WAL segment cannot be read',
  'base-truncated': 'the base backup is incomplete',
  'wrong-answer': 'the application query gives a wrong answer',
  'missing-rows': 'rows are missing',
  'extra-rows': 'there are rows that should not be there',
  'changed-rows': 'rows have other contents',
  'foreign-key': 'a foreign key points to nothing',
  'lost-index': 'an index is missing or invalid',
  'lost-setting': 'a setting of the source was lost',
  'validation-timeout': 'the validation did not end in time',
  'validation-failed': 'the validation could not be carried out',
  'not-measured': 'the time to the first correct query was not measured',
  rto: 'the restore took longer than promised',
  rpo: 'more was lost than promised',
  'take-over-failed': 'the restored database could not take over',
  'teardown-failed': 'the restored database could not be removed',
  crash: 'a step ended unexpectedly',
  'failover-slow': 'writes came back later than promised',
  'lost-acknowledged-rows': 'rows were lost that had been acknowledged',
} as const;

export type ReasonCode = keyof typeof REASONS;

export interface Reason {
  readonly code: ReasonCode;
  /** What exactly, for the person who reads the report. */
  readonly says: string;
}

export function reason(code: ReasonCode, detail = ''): Reason {
  return { code, says: detail === '' ? REASONS[code] : `${REASONS[code]}: ${detail}` };
}

export function isReasonCode(code: string): code is ReasonCode {
  return code in REASONS;
}

/** Reasons that are measurements, each held against what was promised of it. */
const MEASURED: readonly string[] = [
  'rto',
  'rpo',
  'failover-slow',
  'lost-acknowledged-rows',
] satisfies readonly ReasonCode[];

/** Of a report's reasons, each `code: what exactly`, those that say that the restore itself went wrong. */
export function restoreFaults(reasons: readonly string[]): readonly string[] {
  return reasons.filter(text => !MEASURED.includes(text.split(':')[0] ?? ''));
}

/** Which reason a failed restore has, from what RDS or PostgreSQL said. */
export function reasonOfFailure(messages: readonly string[]): Reason {
  const said = messages.join('; ');
  return reason(codeOf(said), said);
}

function codeOf(said: string): ReasonCode {
  if (/has a gap|segment number \d+ is missing/i.test(said)) return 'archive-gap';
  if (/truncated/i.test(said)) return 'base-truncated';
  if (
    /checksum in record|invalid (record|magic|resource manager|info bits|contrecord)|incorrect prev-link|unexpected pageaddr/i.test(
      said,
    )
  )
    return 'wal-corrupt';
  if (/KMS|encryption-credentials/.test(said)) return 'key-not-accessible';
  if (/before configured recovery target/i.test(said)) return 'after-last-change';
  return 'restore-failed';
}
