/** The namespace of a recovery's and a backup's figures, by database. */
export const RECOVERY_NAMESPACE = 'Covenant/Recovery';

/** The restore machine of an environment, the same name in each region; drills and region failovers find it by it. */
export function machineName(environment: string): string {
  return `${environment}-recovery`;
}

/** The topic that alarms on the restore machine of the recovery region tell. */
export function recoveryTopicName(environment: string): string {
  return `${environment}-recovery-alarms`;
}

/** Where the reports of a database's drills are, as `publish` writes them. */
export function reportPrefix(database: string): string {
  return `drills/${database}/`;
}
