/** The day of the month on which the month before is closed: a day later than its end, when its history has settled. */
export const CLOSE_DAY = 2;

/** In the agreement's zone, when the history of the first day has been collected several times. */
export const CLOSE_SCHEDULE = `cron(0 6 ${CLOSE_DAY} * ? *)`;

/** The state machine that closes a month for every tenant. */
export function closeMachineName(environment: string): string {
  return `${environment}-month-close`;
}

/** The table with the ledger of every tenant. */
export function ledgerTableName(environment: string): string {
  return `${environment}-ledger`;
}
