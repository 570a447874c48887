import type { AuditCheck } from '../evidence.ts';

export const checks: readonly AuditCheck[] = [];
