import type { FoundPool } from '../databases/found.ts';
import { type Evidence, judge, missing, type TemplateResource, valueAt } from '../evidence.ts';
import { longestGapOf } from './schedule.ts';

/** The one rule of a pool's plan. */
export const RULE = ['Properties', 'BackupPlan', 'BackupPlanRule', 0] as const;

/** Asks about the backup plan of a pool; without one it is broken. */
export function perPlan(
  found: FoundPool,
  ask: (plan: TemplateResource) => readonly Evidence[],
): readonly Evidence[] {
  const plans = found.of('AWS::Backup::BackupPlan', 'plan');
  if (plans.length === 0) return [missing(`a backup plan for ${found.pool.name}`, 'AWS::Backup::BackupPlan')];
  return plans.flatMap(ask);
}

/** Whether a number in a template is at least what was promised. */
export function atLeast(
  resource: TemplateResource,
  path: readonly (string | number)[],
  least: number,
): Evidence {
  const actual = valueAt(resource, path);
  return judge(resource, path, `${least} or more`, typeof actual === 'number' && actual >= least);
}

/** Whether a schedule runs at least as often as was promised. */
export function oftenEnough(
  resource: TemplateResource,
  path: readonly (string | number)[],
  every: { readonly text: string; readonly seconds: number },
): Evidence {
  const actual = valueAt(resource, path);
  const gap = typeof actual === 'string' ? longestGapOf(actual) : undefined;
  return judge(
    resource,
    path,
    `every ${every.text} or more often`,
    gap !== undefined && gap <= every.seconds,
  );
}
