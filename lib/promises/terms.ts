import { z } from 'zod';
import { access } from './access/schema.ts';
import { actionItems, alerts, providers } from './alerts/schema.ts';
import { availability } from './availability/schema.ts';
import { backups } from './backups/schema.ts';
import { capacity } from './capacity/schema.ts';
import { customerConsole } from './console/schema.ts';
import { credits } from './credits/schema.ts';
import { databases } from './databases/schema.ts';
import { exit } from './exit/schema.ts';
import { failover } from './failover/schema.ts';
import { incidents } from './incidents/schema.ts';
import { auditTrail, integrity } from './integrity/schema.ts';
import { isolation } from './isolation/schema.ts';
import { limits } from './limits/schema.ts';
import { maintenance } from './maintenance/schema.ts';
import { monitoring } from './monitoring/schema.ts';
import { performance } from './performance/schema.ts';
import { residency } from './residency/schema.ts';
import { price, seats, subscription } from './subscription/schema.ts';
import { support } from './support/schema.ts';
import { changes, custom, versioning } from './versioning/schema.ts';

/** Every term an agreement can state, one per key; a plan states only those it promises. */
export const termShape = {
  availability: availability.optional(),
  monitoring: monitoring.optional(),
  credits: credits.optional(),
  databases: databases.optional(),
  failover: failover.optional(),
  backups: backups.optional(),
  limits: limits.optional(),
  access: access.optional(),
  isolation: isolation.optional(),
  residency: residency.optional(),
  capacity: capacity.optional(),
  support: support.optional(),
  incidents: incidents.optional(),
  maintenance: maintenance.optional(),
  versioning: versioning.optional(),
  changes: changes.optional(),
  custom: custom.optional(),
  subscription: subscription.optional(),
  price: price.optional(),
  seats: seats.optional(),
  console: customerConsole.optional(),
  exit: exit.optional(),
  performance: performance.optional(),
  alerts: alerts.optional(),
  providers: providers.optional(),
  'action-items': actionItems.optional(),
  'audit-trail': auditTrail.optional(),
  integrity: integrity.optional(),
} as const;

export const terms = z.strictObject(termShape);

/** What one plan (or every plan) promises, units parsed. */
export type Terms = z.output<typeof terms>;
export type TermName = keyof Terms;

function isTermName(name: string): name is TermName {
  return name in termShape;
}

export const TERM_NAMES: readonly TermName[] = Object.keys(termShape).filter(isTermName);
