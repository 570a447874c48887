import type { AuditCheck } from '../evidence.ts';
import { alarmed, combined } from './alarm-checks.ts';
import { collectionChecks } from './collection-checks.ts';
import { walled, zones } from './edge-checks.ts';
import { oftenEnough, probed } from './probe-checks.ts';

export const checks: readonly AuditCheck[] = [
  probed,
  oftenEnough,
  alarmed,
  combined,
  zones,
  walled,
  ...collectionChecks,
];
