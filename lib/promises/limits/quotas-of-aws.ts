import type { Agreement } from '../agreement.ts';
import type { Environment } from '../environment.ts';
import type { Problem } from '../problem.ts';

/** Fact 4: usage plans and API keys of an account in one region. */
const USAGE_PLANS = 300;
const API_KEYS = 10_000;

/** More tenants than API Gateway has room for in one account and region. */
export function crowded(agreement: Agreement, environment: Environment | undefined): readonly Problem[] {
  if (environment === undefined) return [];
  const ownLimits = environment.tenants.filter(tenant => tenant.terms?.limits !== undefined).length;
  const plans = Object.keys(agreement.plans).length + ownLimits;
  return [
    ...over(plans, USAGE_PLANS, 'usage plans', 'COV-TOO-MANY-USAGE-PLANS'),
    ...over(environment.tenants.length, API_KEYS, 'API keys', 'COV-TOO-MANY-KEYS'),
  ];
}

function over(count: number, most: number, what: string, code: string): Problem[] {
  if (count <= most) return [];
  return [
    {
      code,
      severity: 'error',
      message: `${count} ${what} are needed, and an account has at most ${most} in a region`,
      why: `AWS fact 4: ${USAGE_PLANS} usage plans, and ${API_KEYS} API keys that AWS does not raise.`,
      fix: 'split the tenants over several environments, each in an account of its own',
      where: 'environment',
      path: ['tenants'],
      impossible: true,
    },
  ];
}
