import type { Agreement } from '../promises/agreement.ts';
import { termsOf } from '../promises/agreement.ts';
import type { Environment, Tenant } from '../promises/environment.ts';
import type { JsonPath } from '../promises/evidence.ts';
import type { Problem } from '../promises/problem.ts';
import { TERM_NAMES } from '../promises/terms.ts';
import { advise } from './nearest.ts';

/** What an environment says of its tenants that its agreement does not know, and tenants that stand twice. */
export function tenantProblems(agreement: Agreement, environment: Environment): readonly Problem[] {
  return environment.tenants.flatMap((tenant, index) => [
    ...duplicate(environment, tenant, index),
    ...(Object.hasOwn(agreement.plans, tenant.plan)
      ? [...unknownSize(agreement, tenant, index), ...withoutContract(agreement, tenant, index)]
      : [unknownPlan(agreement, tenant, index)]),
  ]);
}

function error(code: string, path: JsonPath, says: Pick<Problem, 'message' | 'why' | 'fix'>): Problem {
  return { code, severity: 'error', where: 'environment', path, ...says };
}

function duplicate(environment: Environment, tenant: Tenant, index: number): Problem[] {
  const first = environment.tenants.findIndex(other => other.name === tenant.name);
  if (first === index) return [];
  return [
    error('COV-TENANT-TWICE', ['tenants', index, 'name'], {
      message: `tenant "${tenant.name}" stands twice`,
      why: 'Stacks, keys and invoices are named after a tenant.',
      fix: 'rename one of them or take it out',
    }),
  ];
}

function unknownPlan(agreement: Agreement, tenant: Tenant, index: number): Problem {
  return error('COV-PLAN-UNKNOWN', ['tenants', index, 'plan'], {
    message: `${agreement.agreement} has no plan "${tenant.plan}"`,
    why: `A tenant is held to the terms of a plan; the plans are ${Object.keys(agreement.plans).join(', ')}.`,
    fix: advise(tenant.plan, Object.keys(agreement.plans)),
  });
}

function unknownSize(agreement: Agreement, tenant: Tenant, index: number): Problem[] {
  if (typeof tenant.capacity !== 'string') return [];
  const sizes = Object.keys(termsOf(agreement, tenant.plan).capacity?.sizes ?? {});
  if (sizes.includes(tenant.capacity)) return [];
  return [
    error('COV-CAPACITY-UNKNOWN', ['tenants', index, 'capacity'], {
      message: `plan ${tenant.plan} has no size "${tenant.capacity}"`,
      why: 'A size decides what is reserved and what a day costs.',
      fix: sizes.length === 0 ? 'write an amount of data such as 10GB' : advise(tenant.capacity, sizes),
    }),
  ];
}

function withoutContract(agreement: Agreement, tenant: Tenant, index: number): Problem[] {
  const wanted = agreement.plans[tenant.plan]?.['by-contract'] ?? [];
  return TERM_NAMES.filter(name => wanted.includes(name) && tenant.terms?.[name] === undefined).map(name =>
    error('COV-CONTRACT-MISSING', ['tenants', index], {
      message: `tenant "${tenant.name}" states no ${name}, which its plan leaves to the contract`,
      why: `Plan ${tenant.plan} promises ${name} only tenant by tenant, so nothing would be enforced.`,
      fix: `add ${name} under the tenant's \`terms\``,
    }),
  );
}
