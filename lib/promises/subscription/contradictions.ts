import { type Agreement, tenantTerms } from '../agreement.ts';
import type { Environment, Tenant } from '../environment.ts';
import type { Contradiction, Problem } from '../problem.ts';
import { perView, type View } from '../views.ts';
import { type AgreedWithTerms, heldOf, subscriptionsOf } from './agreed.ts';
import { type Discount, isEarned } from './discount.ts';

export const contradictions: readonly Contradiction[] = [
  perTenant(misdated),
  perTenant(unstatedDiscount),
  perView(unstatedBilling),
];

type Find = (agreement: Agreement, tenant: Tenant, index: number) => readonly Problem[];

function perTenant(find: Find): Contradiction {
  return (agreement, environment: Environment | undefined) =>
    (environment?.tenants ?? [])
      .filter(({ plan, earlier = [] }) =>
        [plan, ...earlier.map(past => past.plan)].every(isPlanOf(agreement)),
      )
      .flatMap(tenant => find(agreement, tenant, environment?.tenants.indexOf(tenant) ?? 0));
}

function isPlanOf(agreement: Agreement): (plan: string) => boolean {
  return plan => Object.hasOwn(agreement.plans, plan);
}

/** Days that would be billed twice, or before they began. */
function misdated(agreement: Agreement, tenant: Tenant, index: number): readonly Problem[] {
  const all = subscriptionsOf(agreement, tenant);
  return all.flatMap((subscription, at) => {
    const says = reversed(subscription) ?? overlapping(subscription, all[at + 1]);
    if (says === undefined) return [];
    const earlier = at < (tenant.earlier ?? []).length ? ['earlier', at] : [];
    return [
      {
        code: 'COV-SUBSCRIPTION-DAYS',
        severity: 'error' as const,
        message: `${tenant.name} on ${subscription.plan}: ${says}`,
        why: 'Each day is billed once; these days would be billed twice, or end before they begin (CAP-1, CAP-2).',
        fix: 'correct `signed-up` or `terminated`; a change of plan ends one and begins the other on the same day',
        impossible: true,
        where: 'environment' as const,
        path: ['tenants', index, ...earlier, 'terminated'],
      },
    ];
  });
}

function reversed({ signedUp, terminated }: AgreedWithTerms): string | undefined {
  if (terminated === null || terminated >= signedUp) return undefined;
  return `it ends on ${terminated}, before the sign-up on ${signedUp}`;
}

function overlapping({ terminated }: AgreedWithTerms, next: AgreedWithTerms | undefined): string | undefined {
  if (!next || (terminated !== null && terminated <= next.signedUp)) return undefined;
  return `it is billed to the end of ${terminated}, after the sign-up to ${next.plan} on ${next.signedUp}`;
}

/** A tenant that earned a discount of which nobody wrote down how much it is. */
function unstatedDiscount(agreement: Agreement, tenant: Tenant, index: number): readonly Problem[] {
  const { capacity } = tenantTerms(agreement, tenant);
  const current = subscriptionsOf(agreement, tenant).at(-1);
  if (!current) return [];
  const held = heldOf(current, current.terms);
  const open = (capacity?.discounts ?? []).filter(isByQuote).filter(discount => isEarned(held, discount));
  return open.map(discount => ({
    code: 'COV-DISCOUNT-BY-QUOTE',
    severity: 'warning' as const,
    message: `${tenant.name} earned the discount for ${discount.for}, which is by quote`,
    why: 'Invoices are made without anyone looking; a discount that nobody wrote down is not taken off (CAP-3).',
    fix: "write the share in the tenant's own `terms`, under `capacity.discounts`",
    where: 'environment' as const,
    path: ['tenants', index, discount.for === 'pre-payment' ? 'prepaid' : 'committed'],
  }));
}

function isByQuote({ discount }: Discount): boolean {
  return discount === 'by-quote';
}

/** A fee for each month without a word on when it is invoiced and what a part of a month costs. */
function unstatedBilling({ terms, placeOf }: View): readonly Problem[] {
  const { price, subscription } = terms;
  if (!price || subscription || typeof price.fee === 'string' || price.per === 'once') return [];
  return [
    {
      code: 'COV-BILLING-UNSTATED',
      severity: 'warning',
      message: `the fee of ${price.fee.text} is stated, but not when it is invoiced or what a part of a month costs`,
      why: 'It moves money: without it, days are billed after each month, from the one after sign-up to the day of notice.',
      fix: 'add `subscription` to the plan, or settle it in `choices`',
      ...placeOf('price'),
    },
  ];
}
