import { type Agreement, tenantTerms } from '../agreement.ts';
import type { Environment } from '../environment.ts';
import type { Contradiction, Problem } from '../problem.ts';

export const contradictions: readonly Contradiction[] = [pooledThoughDedicated];

/** A tenant that was promised compute of its own cannot share a database (NODE-4). */
function pooledThoughDedicated(
  agreement: Agreement,
  environment: Environment | undefined,
): readonly Problem[] {
  return (environment?.tenants ?? []).flatMap((tenant, index) => {
    if (tenant.placement === 'dedicated' || !Object.hasOwn(agreement.plans, tenant.plan)) return [];
    if (tenantTerms(agreement, tenant).isolation?.compute !== 'dedicated') return [];
    return [
      {
        code: 'COV-ISOLATION-POOLED',
        severity: 'error' as const,
        message: `tenant "${tenant.name}" was promised dedicated compute but is pooled`,
        why: 'A pooled tenant shares its database, key and functions with its neighbours (NODE-4).',
        fix: 'write `placement: dedicated`',
        where: 'environment' as const,
        path: ['tenants', index, 'placement'],
        impossible: true,
      },
    ];
  });
}
