import type { AuditCheck } from '../evidence.ts';
import { alarmed, watched } from './alarm-checks.ts';
import { kept, taken } from './event-checks.ts';
import { asked } from './measuring-checks.ts';
import { stated } from './statement-checks.ts';
import { stopped } from './work-checks.ts';

export const checks: readonly AuditCheck[] = [taken, kept, asked, alarmed, watched, stated, stopped];
