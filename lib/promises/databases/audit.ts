import type { AuditCheck } from '../evidence.ts';
import { atRest, keysAtRest, tls, transport } from './encryption-checks.ts';
import { failsOver, failsOverWithin } from './failover-checks.ts';
import { credentials, deletionProtection, isPrivate, noSurprise } from './guard-checks.ts';
import { proofChecks } from './proof-checks.ts';
import { multiAz, subnets } from './zone-checks.ts';

export const checks: readonly AuditCheck[] = [
  multiAz,
  subnets,
  failsOver,
  failsOverWithin,
  isPrivate,
  deletionProtection,
  noSurprise,
  credentials,
  atRest,
  tls,
  keysAtRest,
  transport,
  ...proofChecks,
];
