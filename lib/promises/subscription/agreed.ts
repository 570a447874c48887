import { parsePeriod } from '../../agreement/units/index.ts';
import { type Agreement, tenantTerms } from '../agreement.ts';
import type { Environment, Tenant } from '../environment.ts';
import type { Terms } from '../terms.ts';
import type { Held } from './charges.ts';
import { dayOf, lastDay } from './days.ts';

/** One unbroken time of a tenant on a plan, as data that travels: days and periods as texts, absent ones null. */
export interface AgreedSubscription {
  readonly plan: string;
  /** The reserved size, where the agreement has one of that name. */
  readonly size: string | null;
  /** The local day of sign-up. */
  readonly signedUp: string;
  /** The last billed day. */
  readonly terminated: string | null;
  readonly prepaid: boolean;
  /** The term that the tenant is bound for, such as `1 year`. */
  readonly committed: string | null;
}

export type EarlierTenant = NonNullable<Tenant['earlier']>[number];

/** A subscription with the terms by which it is billed, and a name for them that no other terms have. */
export interface AgreedWithTerms extends AgreedSubscription {
  readonly named: string;
  readonly terms: Terms;
}

/** Where the terms of a tenant are found: its own where it has some, its plan's otherwise. */
export function termsName({ name, plan, terms }: Pick<Tenant, 'name' | 'plan' | 'terms'>): string {
  return terms ? `tenant/${name}` : `plan/${plan}`;
}

/** The name of a tenant's size, where the terms have a size of that name. */
export function sizeOf({ capacity }: Pick<Tenant, 'capacity'>, terms: Terms): string | null {
  return typeof capacity === 'string' && terms.capacity?.sizes[capacity] ? capacity : null;
}

function agreedAs(
  agreement: Agreement,
  tenant: Tenant | (EarlierTenant & Pick<Tenant, 'name'>),
  named: string,
): readonly AgreedWithTerms[] {
  const signedUp = tenant['signed-up'];
  if (signedUp === undefined) return [];
  const terms = tenantTerms(agreement, tenant);
  const { terminated, prepaid = false, committed } = tenant;
  const notice = terms.subscription?.termination.notice;
  return [
    {
      plan: tenant.plan,
      size: sizeOf(tenant, terms),
      signedUp: dayOf(signedUp, agreement.zone),
      terminated: terminated === undefined ? null : lastDay(dayOf(terminated, agreement.zone), notice),
      prepaid,
      committed: committed?.text ?? null,
      named,
      terms,
    },
  ];
}

/** A tenant's subscriptions from the first to the present one; none for a tenant whose sign-up is not written down. */
export function subscriptionsOf(agreement: Agreement, tenant: Tenant): readonly AgreedWithTerms[] {
  const { name, earlier = [] } = tenant;
  const before = earlier.flatMap((past, index) => {
    const named = past.terms ? `${termsName({ ...past, name })}/${index + 1}` : termsName({ ...past, name });
    return agreedAs(agreement, { ...past, name }, named);
  });
  return [...before, ...agreedAs(agreement, tenant, termsName(tenant))];
}

/** A subscription as the rules of billing read it. */
export function heldOf(agreed: AgreedSubscription, terms: Terms): Held {
  const { plan, size, signedUp, terminated, prepaid, committed } = agreed;
  return {
    ...{ plan, signedUp, prepaid, terms },
    size: size ?? undefined,
    terminated: terminated ?? undefined,
    committed: committed === null ? undefined : parsePeriod(committed),
  };
}

/** Whether these terms cost something that is invoiced. */
export function isBilled({ price, capacity, subscription }: Terms): boolean {
  const sized = Object.values(capacity?.sizes ?? {}).some(size => size['price-per-day'] !== 'by-quote');
  const priced = price !== undefined && typeof price.fee !== 'string';
  return subscription !== undefined || priced || sized;
}

/** The tenants whose months are billed. */
export function billedTenants(agreement: Agreement, environment: Environment): readonly Tenant[] {
  return environment.tenants.filter(tenant => isBilled(tenantTerms(agreement, tenant)));
}
