import * as accessAudit from './access/audit.ts';
import * as accessContradictions from './access/contradictions.ts';
import * as availabilityAudit from './availability/audit.ts';
import * as availabilityContradictions from './availability/contradictions.ts';
import * as backupsAudit from './backups/audit.ts';
import * as backupsContradictions from './backups/contradictions.ts';
import * as capacityAudit from './capacity/audit.ts';
import * as capacityContradictions from './capacity/contradictions.ts';
import * as creditsAudit from './credits/audit.ts';
import * as creditsContradictions from './credits/contradictions.ts';
import * as databasesAudit from './databases/audit.ts';
import * as databasesContradictions from './databases/contradictions.ts';
import * as failoverAudit from './failover/audit.ts';
import * as failoverContradictions from './failover/contradictions.ts';
import * as incidentsAudit from './incidents/audit.ts';
import * as incidentsContradictions from './incidents/contradictions.ts';
import * as isolationAudit from './isolation/audit.ts';
import * as isolationContradictions from './isolation/contradictions.ts';
import * as limitsAudit from './limits/audit.ts';
import * as limitsContradictions from './limits/contradictions.ts';
import * as maintenanceAudit from './maintenance/audit.ts';
import * as maintenanceContradictions from './maintenance/contradictions.ts';
import * as monitoringAudit from './monitoring/audit.ts';
import * as monitoringContradictions from './monitoring/contradictions.ts';
import * as performanceAudit from './performance/audit.ts';
import * as performanceContradictions from './performance/contradictions.ts';
import * as residencyAudit from './residency/audit.ts';
import * as residencyContradictions from './residency/contradictions.ts';
import type { PromiseSlice } from './slice.ts';
import * as subscriptionAudit from './subscription/audit.ts';
import * as subscriptionContradictions from './subscription/contradictions.ts';

/** The promises that Covenant enforces, in the order in which reports show them. Everything else walks this list. */
export const PROMISES: readonly PromiseSlice[] = [
  {
    name: 'availability',
    checks: availabilityAudit.checks,
    contradictions: availabilityContradictions.contradictions,
  },
  { name: 'credits', checks: creditsAudit.checks, contradictions: creditsContradictions.contradictions },
  {
    name: 'subscription',
    checks: subscriptionAudit.checks,
    contradictions: subscriptionContradictions.contradictions,
  },
  {
    name: 'monitoring',
    checks: monitoringAudit.checks,
    contradictions: monitoringContradictions.contradictions,
  },
  {
    name: 'databases',
    checks: databasesAudit.checks,
    contradictions: databasesContradictions.contradictions,
  },
  { name: 'failover', checks: failoverAudit.checks, contradictions: failoverContradictions.contradictions },
  { name: 'backups', checks: backupsAudit.checks, contradictions: backupsContradictions.contradictions },
  { name: 'limits', checks: limitsAudit.checks, contradictions: limitsContradictions.contradictions },
  { name: 'access', checks: accessAudit.checks, contradictions: accessContradictions.contradictions },
  {
    name: 'isolation',
    checks: isolationAudit.checks,
    contradictions: isolationContradictions.contradictions,
  },
  {
    name: 'residency',
    checks: residencyAudit.checks,
    contradictions: residencyContradictions.contradictions,
  },
  { name: 'capacity', checks: capacityAudit.checks, contradictions: capacityContradictions.contradictions },
  {
    name: 'performance',
    checks: performanceAudit.checks,
    contradictions: performanceContradictions.contradictions,
  },
  {
    name: 'incidents',
    checks: incidentsAudit.checks,
    contradictions: incidentsContradictions.contradictions,
  },
  {
    name: 'maintenance',
    checks: maintenanceAudit.checks,
    contradictions: maintenanceContradictions.contradictions,
  },
];
