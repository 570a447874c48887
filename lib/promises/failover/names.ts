/** The namespace of failover figures, by service. */
export const FAILOVER_NAMESPACE = 'Covenant/Failover';

/** The figures of that namespace. */
export const FIGURES = {
  /** 1 while traffic is to go to the recovery region whatever the primary looks like, otherwise 0. */
  diverted: 'Diverted',
  /** 1 while a majority of signals calls the primary region down. */
  primaryDown: 'PrimaryDown',
  /** 1 for a service that nobody may write to and no run is working on, or whose last run was rolled back. */
  stuck: 'NeedsPerson',
  /** Told every minute: its silence means that nobody looks. */
  watched: 'Watched',
} as const;

/** The state machine of an environment, in its recovery region. */
export function failoverMachineName(environment: string): string {
  return `${environment}-failover`;
}

/** The table of writer leases, the same name in each region. */
export function leaseTableName(environment: string): string {
  return `${environment}-writer-leases`;
}

/** The alarm in the recovery region that the health check of a service's primary record follows. */
export function divertedAlarmName(environment: string, service: string): string {
  return `${environment}-${DIVERTED_RUNBOOK}-${service}`;
}

/** The page that this alarm links to. */
export const DIVERTED_RUNBOOK = 'failover-diverted';

/** Where the reports of a service's failovers are. */
export function failoverReportKey(service: string, run: string): string {
  return `failovers/${service}/${run}.json`;
}

/** What a person types to start a run by hand: it names the service and where it goes, so that neither is guessed. */
export function confirmationOf(mode: 'failover' | 'fail-back', service: string, region: string): string {
  return `${mode === 'failover' ? 'fail over' : 'fail back'} ${service} to ${region}`;
}

/** The alarm in the health region on one component of a service, as the stack of health checks names it. */
export function healthAlarmName(environment: string, component: string, tenant: string | undefined): string {
  const name = `${environment}-outside`;
  const whose = tenant !== undefined && !name.includes(tenant) ? `-${tenant}` : '';
  return `${name}-health-check-${component}${whose}`;
}
