/**
 * PostgreSQL 18, pinned to a minor version. Minor upgrades are not automatic: they restart the database, and an
 * interruption that nobody announced is downtime (TIER-8, NODE-3). Raising this constant is an announced maintenance.
 */
export const ENGINE_VERSION = '18.3';
export const MAJOR_VERSION = '18';

export const PARAMETER_FAMILY = {
  rds: `postgres${MAJOR_VERSION}`,
  aurora: `aurora-postgresql${MAJOR_VERSION}`,
} as const;

/** Not PostgreSQL's own: scanners that try the usual one find nothing. */
export const PORT = 5433;

/** The first user, whose password RDS makes, keeps in Secrets Manager and changes every week. */
export const MASTER_USER = 'covenant';

/** Connections without TLS 1.2 are refused; slow statements and changes to the schema are logged. */
export const PARAMETERS = {
  'rds.force_ssl': '1',
  ssl_min_protocol_version: 'TLSv1.2',
  log_statement: 'ddl',
  log_min_duration_statement: '1000',
} as const;

/**
 * UTC. RDS's daily snapshot comes before AWS Backup's (05:00), and maintenance after both: AWS Backup refuses jobs
 * close to either window (aws-backup, rds-backup).
 */
export const BACKUP_WINDOW = '02:00-02:30';
export const MAINTENANCE_WINDOW = 'sun:08:00-sun:08:30';

/** Seconds between two readings of the operating system's metrics. */
export const MONITORING_INTERVAL = 60;
