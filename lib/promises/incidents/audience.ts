import { type Agreement, tenantTerms, termsOf } from '../agreement.ts';
import type { Environment, Tenant } from '../environment.ts';
import { announcedByEmail } from '../maintenance/rules.ts';
import type { Terms } from '../terms.ts';
import { toldByEmail } from './rules.ts';

/** Customers who are told the same: those of a plan, or a tenant that agreed on something of its own. */
export interface Audience {
  readonly name: string;
  readonly plan: string;
  readonly tenant: string | undefined;
  readonly terms: Terms;
  /** With their addresses. */
  readonly tenants: readonly Tenant[];
}

/** The audience that a tenant belongs to. */
export function audienceName({ name, plan, terms }: Tenant): string {
  return terms?.incidents || terms?.maintenance ? `${plan}-${name}` : plan;
}

/** Every audience that is promised to be told of something by email. */
export function audiencesOf(agreement: Agreement, environment: Environment): readonly Audience[] {
  const plans = Object.keys(agreement.plans).map(plan => ({
    ...{ name: plan, plan, tenant: undefined, terms: termsOf(agreement, plan) },
    tenants: environment.tenants.filter(tenant => audienceName(tenant) === plan),
  }));
  const own = environment.tenants
    .filter(tenant => audienceName(tenant) !== tenant.plan)
    .map(tenant => ({
      ...{ name: audienceName(tenant), plan: tenant.plan, tenant: tenant.name, tenants: [tenant] },
      terms: tenantTerms(agreement, tenant),
    }));
  return [...plans, ...own].filter(({ terms }) => toldByEmail(terms) || announcedByEmail(terms));
}

/** Which audiences an email goes to, of an incident and of each kind of maintenance. */
export interface ToldSetting {
  readonly incidents: readonly string[];
  readonly maintenance: Readonly<Record<string, readonly string[]>>;
}

export function toldSetting(audiences: readonly Audience[]): ToldSetting {
  const maintenance: Record<string, string[]> = {};
  for (const { name, terms } of audiences) {
    for (const [kind, { 'told-by': by }] of Object.entries(terms.maintenance?.kinds ?? {})) {
      if (by?.includes('email')) maintenance[kind] = [...(maintenance[kind] ?? []), name];
    }
  }
  const incidents = audiences.filter(({ terms }) => toldByEmail(terms)).map(({ name }) => name);
  return { incidents, maintenance };
}
