/** The append-only table of incidents, maintenance and what was done about them, in the region of the status page. */
export function noticesTableName(environment: string): string {
  return `${environment}-notices`;
}

/** The page's own history: it must not need the region that it reports on. */
export function pageHistoryTableName(environment: string): string {
  return `${environment}-status-history`;
}

/** The functions in the region of the status page; operators' commands find them by name. */
export type StatusFunction =
  | 'status-publish'
  | 'incidents-write'
  | 'incidents-alarm'
  | 'incidents-tell'
  | 'maintenance-write'
  | 'maintenance-exclude';

export function statusFunctionName(environment: string, name: StatusFunction): string {
  return `${environment}-${name}`;
}

/** The topic that tells the customers of a plan, in the region of the status page. */
export function customersTopicName(environment: string, plan: string): string {
  return `${environment}-customers-${plan}`;
}

/** The stack of the status page. */
export const STATUS_PART = 'status';

/** The stack in us-east-1 that makes the page's certificate, and its output. */
export const CERTIFICATE_PART = 'status-certificate';
export const CERTIFICATE_OUTPUT = 'CertificateArn';

/** The namespace of the metrics in which the publisher says how it goes. */
export const STATUS_NAMESPACE = 'Covenant/Status';

/** 1 for each page that was published whole. */
export const PUBLISHED = 'Published';

/** Post-incident reports that are owed and late. */
export const REPORTS_LATE = 'ReportsLate';

/** How often the page is made anew without a reason. */
export const PUBLISH_EVERY = 'rate(5 minutes)';
