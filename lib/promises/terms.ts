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
  availability: availability.optional().describe('How much uptime is promised, and how it is counted'),
  monitoring: monitoring.optional().describe('How the health of the service is watched'),
  credits: credits.optional().describe('What is paid back when a month falls short'),
  databases: databases.optional().describe('What the database survives'),
  failover: failover.optional().describe('What happens when the database or a region fails'),
  backups: backups
    .optional()
    .describe('How often data is backed up, how long that is kept, where, and how it is proven'),
  limits: limits.optional().describe('How many calls, how fast, how large, and what happens beyond'),
  access: access.optional().describe('How callers prove who they are, and how data travels'),
  isolation: isolation.optional().describe('What a tenant shares with its neighbours'),
  residency: residency.optional().describe('Where records may be'),
  capacity: capacity.optional().describe('What is reserved for a tenant, by size, and what it costs'),
  support: support.optional().describe('When and how people answer'),
  incidents: incidents.optional().describe('How customers hear of disruptions'),
  maintenance: maintenance.optional().describe('The kinds of maintenance and how they are announced'),
  versioning: versioning.optional().describe('How versions of the API come and go'),
  changes: changes.optional().describe('How this agreement itself may change'),
  custom: custom.optional().describe('What may be agreed otherwise'),
  subscription: subscription.optional().describe('How a subscription starts, is billed and ends'),
  price: price.optional().describe('The fee of the plan'),
  seats: seats.optional().describe('How many servers and people the plan has room for'),
  console: customerConsole.optional().describe('What a customer can see'),
  exit: exit.optional().describe('What happens when the relationship ends'),
  performance: performance.optional().describe('How long the steps of the work may take'),
  alerts: alerts.optional().describe('How many alerts are worked on, and what happens in a storm'),
  providers: providers.optional().describe('Which model providers can be used'),
  'action-items': actionItems.optional().describe('The states of an action item and who acts next'),
  'audit-trail': auditTrail.optional().describe('What is recorded of every execution'),
  integrity: integrity.optional().describe('What is signed, and how soon tampering is noticed'),
} as const;

export const terms = z.strictObject(termShape);

/** What one plan (or every plan) promises, units parsed. */
export type Terms = z.output<typeof terms>;
export type TermName = keyof Terms;

function isTermName(name: string): name is TermName {
  return name in termShape;
}

export const TERM_NAMES: readonly TermName[] = Object.keys(termShape).filter(isTermName);
