import type { AuditCheck } from '../evidence.ts';
import { awayChecks } from './away-checks.ts';
import { copyChecks } from './copy-checks.ts';
import { drillChecks } from './drill-checks.ts';
import { freshnessChecks } from './freshness-checks.ts';
import { pointInTimeChecks } from './point-in-time-checks.ts';
import { proofChecks } from './proof-checks.ts';
import { snapshotChecks } from './snapshot-checks.ts';
import { testChecks } from './test-checks.ts';
import { toldChecks } from './told-checks.ts';
import { validationChecks } from './validation-checks.ts';

export const checks: readonly AuditCheck[] = [
  ...snapshotChecks,
  ...copyChecks,
  ...pointInTimeChecks,
  ...testChecks,
  ...drillChecks,
  ...freshnessChecks,
  ...validationChecks,
  ...awayChecks,
  ...toldChecks,
  ...proofChecks,
];
