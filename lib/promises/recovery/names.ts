/** The namespace of a recovery's and a backup's figures, by database. */
export const RECOVERY_NAMESPACE = 'Covenant/Recovery';

/** The state machine of an environment; `covenant drill --environment` finds it by this name. */
export function machineName(environment: string): string {
  return `${environment}-recovery`;
}

/** Where the reports of a database's drills are, as `publish` writes them. */
export function reportPrefix(database: string): string {
  return `drills/${database}/`;
}
