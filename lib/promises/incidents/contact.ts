import type { Agreement } from '../agreement.ts';
import { tenantTerms } from '../agreement.ts';
import type { Environment } from '../environment.ts';
import type { Problem } from '../problem.ts';
import type { Terms } from '../terms.ts';

/** Tenants who are promised an email and have no address to which it could go. */
export function withoutContact(
  agreement: Agreement,
  environment: Environment | undefined,
  what: string,
  byEmail: (terms: Terms) => boolean,
): readonly Problem[] {
  return (environment?.tenants ?? []).flatMap((tenant, index): Problem[] => {
    if (tenant.contact !== undefined || !Object.hasOwn(agreement.plans, tenant.plan)) return [];
    if (!byEmail(tenantTerms(agreement, tenant))) return [];
    return [
      {
        code: 'COV-CONTACT-MISSING',
        severity: 'error',
        message: `tenant "${tenant.name}" is promised emails about ${what} and has no \`contact\``,
        why: 'An email without an address reaches nobody, and the promise would be broken by the first one.',
        fix: 'add `contact: someone@example.com` to the tenant',
        where: 'environment',
        path: ['tenants', index],
        impossible: true,
      },
    ];
  });
}
