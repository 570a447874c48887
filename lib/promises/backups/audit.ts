import type { AuditCheck } from '../evidence.ts';
import { copyChecks } from './copy-checks.ts';
import { drillChecks } from './drill-checks.ts';
import { pointInTimeChecks } from './point-in-time-checks.ts';
import { proofChecks } from './proof-checks.ts';
import { snapshotChecks } from './snapshot-checks.ts';
import { testChecks } from './test-checks.ts';

export const checks: readonly AuditCheck[] = [
  ...snapshotChecks,
  ...copyChecks,
  ...pointInTimeChecks,
  ...testChecks,
  ...drillChecks,
  ...proofChecks,
];
