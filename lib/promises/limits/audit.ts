import type { AuditCheck } from '../evidence.ts';
import { answerChecks } from './answer-checks.ts';
import { counterChecks } from './counter-checks.ts';
import { planChecks } from './plan-checks.ts';

export const checks: readonly AuditCheck[] = [...planChecks, ...counterChecks, ...answerChecks];
