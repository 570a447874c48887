import { z } from 'zod';
import { CURRENCIES } from '../../agreement/units/index.ts';
import { type Agreement, tenantTerms } from '../agreement.ts';
import { type JoinedSeries, joinedSeries, joinedSeriesOf } from '../availability/further-sources.ts';
import { measuredTenants, measuresUptime, seriesOf } from '../availability/measured-series.ts';
import { monthAt, monthOf } from '../availability/month.ts';
import type { Environment, Tenant } from '../environment.ts';
import { billedTenants, sizeOf, subscriptionsOf, termsName } from '../subscription/agreed.ts';
import { type WrittenTerms, writtenTerms } from '../written-terms.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

const contractSubscription = z.object({
  plan: z.string(),
  /** Under which name its terms are among the contract's. */
  terms: z.string(),
  size: z.string().nullable(),
  signedUp: z.iso.date(),
  terminated: z.iso.date().nullable(),
  prepaid: z.boolean(),
  committed: z.string().nullable(),
});

const contractTenant = z.object({
  name: z.string(),
  plan: z.string(),
  /** Under which name its terms are among the contract's. */
  terms: z.string(),
  /** The size it has reserved, where the agreement has one of that name. */
  size: z.string().nullable(),
  /** Its times on plans, the present one last; empty where its sign-up is not known, so that nothing is billed. */
  subscriptions: z.array(contractSubscription),
  /** The stored series of each component that was promised to it. */
  series: z.record(z.string(), z.string()),
  /** What else was seen of a component, and how it decides together with that series. */
  joined: z.record(z.string(), joinedSeries).optional(),
});

/** What the month close is given for every tenant alike: the agreement's numbers as written, and nothing of our own. */
const contractSchema = z.object({
  environment: z.string(),
  agreement: z.string(),
  version: z.number(),
  zone: z.string(),
  currency: z.enum(CURRENCIES),
  terms: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** What one run of the close for one tenant is asked. */
const closeRequest = z.object({
  contract: contractSchema,
  tenant: contractTenant,
  /** Such as 2026-10; empty for the month before `at`. */
  month: z.union([month, z.literal('')]),
  /** When the close was started, in ISO 8601. */
  at: z.iso.datetime(),
});

export type Contract = z.output<typeof contractSchema>;
export type ContractTenant = z.output<typeof contractTenant>;
export type CloseRequest = z.output<typeof closeRequest>;

/** @throws z.ZodError when it is not what the state machine sends. */
export function readCloseRequest(event: unknown): CloseRequest {
  return closeRequest.parse(event);
}

/** The tenants whose months are closed: those whose uptime is measured, and those who pay. */
export function closedTenants(agreement: Agreement, environment: Environment): readonly Tenant[] {
  const measured = new Set(measuredTenants(agreement, environment));
  const billed = new Set(billedTenants(agreement, environment));
  return environment.tenants.filter(tenant => measured.has(tenant) || billed.has(tenant));
}

/** What is agreed, as the month close is given it. */
export function contractOf(agreement: Agreement, environment: Environment): Contract {
  const terms: Record<string, WrittenTerms> = {};
  for (const tenant of closedTenants(agreement, environment)) {
    terms[termsName(tenant)] ??= writtenTerms(tenantTerms(agreement, tenant));
    for (const past of subscriptionsOf(agreement, tenant)) terms[past.named] ??= writtenTerms(past.terms);
  }
  return {
    environment: environment.environment,
    agreement: agreement.agreement,
    version: agreement.version,
    zone: agreement.zone,
    currency: agreement.currency,
    terms,
  };
}

/** The stored series of each component that was promised to a tenant; none where nothing is measured. */
function promisedSeries(agreement: Agreement, environment: Environment, tenant: Tenant) {
  const terms = tenantTerms(agreement, tenant);
  if (!measuresUptime(terms)) return {};
  const named = terms.availability?.components;
  const series = Object.entries(seriesOf(agreement, environment, tenant))
    .filter(([component]) => named?.includes(component) ?? true)
    .map(([component, { series: name }]) => [component, name] as const);
  return Object.fromEntries(series);
}

/** Nothing where every component has its probe alone. */
function joinedIn(joined: Readonly<Record<string, JoinedSeries>>) {
  return Object.keys(joined).length > 0 ? { joined } : {};
}

/** The tenants whose months are closed, as the month close is given them. */
export function contractTenants(agreement: Agreement, environment: Environment): readonly ContractTenant[] {
  return closedTenants(agreement, environment).map(tenant => ({
    name: tenant.name,
    plan: tenant.plan,
    terms: termsName(tenant),
    size: sizeOf(tenant, tenantTerms(agreement, tenant)),
    subscriptions: subscriptionsOf(agreement, tenant).map(({ named, terms: _, ...agreed }) => ({
      ...agreed,
      terms: named,
    })),
    series: promisedSeries(agreement, environment, tenant),
    ...joinedIn(joinedSeriesOf(agreement, environment, tenant)),
  }));
}

/** The month that a request is about: the one it names, or the one before it was started, in the agreement's zone. */
export function requestedMonth({ contract, month: named, at }: CloseRequest): string {
  if (named !== '') return named;
  const current = monthOf(monthAt(Date.parse(at) / 1000, contract.zone), contract.zone);
  return monthAt(current.window[0] - 1, contract.zone);
}

const claimSchema = z.object({
  tenant: z.string(),
  month,
  ticket: z.string(),
  at: z.iso.datetime({ offset: true }),
});

/** A ticket that claims a credit. @throws z.ZodError unless it is `{tenant, month, ticket, at}`. */
export function readClaim(event: unknown): z.output<typeof claimSchema> {
  return claimSchema.parse(event);
}
