/** Why a failover is red or refused. Runbooks are named after these codes, with `failover-` before them. */
export const REASONS = {
  'not-confirmed': 'it was not confirmed in the words that name the service and the region',
  'not-automatic': 'the agreement leaves a failover to a person',
  busy: 'another run has this service',
  'no-quorum': 'no majority of signals agreed for long enough',
  'not-fenced': 'the old region could not be shut off from writes',
  'data-not-ready': 'the database is not ready in the new region',
  'not-shifted': 'traffic did not move',
  'not-opened': 'the new region could not be opened',
  'not-rolled-back': 'what was done could not be undone',
  'not-verified': 'no write succeeded in the new region, seen from outside',
  late: 'it took longer than promised',
  crash: 'a step ended unexpectedly',
} as const;

export type FailoverReason = keyof typeof REASONS;

export function failoverReason(code: FailoverReason, detail = ''): { code: FailoverReason; says: string } {
  return { code, says: detail === '' ? REASONS[code] : `${REASONS[code]}: ${detail}` };
}
