import type { Case } from './cases.ts';
import { agreementOf, environmentOf } from './found.ts';

const clause = 'A-1';
const SUBSCRIPTION = {
  clause,
  granularity: 'day',
  starts: 'day-after-sign-up',
  invoiced: 'monthly-in-arrears',
  termination: { notice: '1 day', 'billed-to': 'end-of-day' },
} as const;

const sized = (discount: `${number}%` | 'by-quote') =>
  agreementOf({
    subscription: SUBSCRIPTION,
    capacity: {
      clause,
      reserved: [],
      sizes: { small: { 'price-per-day': '10.00 EUR' } },
      discounts: [{ for: 'longer-term', 'term-at-least': '1 year', discount }],
    },
  });

const heron = (more: object) =>
  environmentOf({
    tenants: [{ name: 'heron', plan: 'gold', placement: 'pooled', 'signed-up': '2026-05-10', ...more }],
  });

const priced = agreementOf({ subscription: SUBSCRIPTION, price: { clause, fee: '10.00 EUR', per: 'month' } });
const earlier = (terminated: string) =>
  heron({ earlier: [{ plan: 'gold', 'signed-up': '2026-02-03', terminated }] });

const credited = (paidAs: { to: 'next-invoice'; 'at-end'?: 'refund' | 'lapse' }) =>
  agreementOf({
    availability: { clause, commitment: 'contract', promise: '99%', per: 'calendar-month' },
    credits: {
      clause,
      of: 'monthly-fee',
      tiers: [{ below: '99%', credit: '10%' }],
      cap: '10%',
      claim: { by: 'automatic' },
      'paid-as': paidAs,
    },
  });

/** Contradictions about what is billed, when, and what is paid back. */
export const MONEY_CASES: readonly Case[] = [
  {
    code: 'COV-SUBSCRIPTION-DAYS',
    name: 'a plan that is left after the next one began',
    broken: priced,
    sound: priced,
    environment: earlier('2026-05-11'),
    soundEnvironment: earlier('2026-05-10'),
    path: ['tenants', 0, 'earlier', 0, 'terminated'],
  },
  {
    code: 'COV-SUBSCRIPTION-DAYS',
    name: 'a subscription that ends before it begins',
    broken: priced,
    sound: priced,
    environment: heron({ terminated: '2026-05-09' }),
    soundEnvironment: heron({ terminated: '2026-05-10' }),
    path: ['tenants', 0, 'terminated'],
  },
  {
    code: 'COV-DISCOUNT-BY-QUOTE',
    name: 'a discount that was earned and is by quote',
    broken: sized('by-quote'),
    sound: sized('10%'),
    environment: heron({ committed: '1 year' }),
    path: ['tenants', 0, 'committed'],
    severity: 'warning',
  },
  {
    code: 'COV-BILLING-UNSTATED',
    name: 'a fee a month without a word on when it is invoiced',
    broken: agreementOf({ price: { clause, fee: '10.00 EUR', per: 'month' } }),
    sound: agreementOf({ price: { clause, fee: '10.00 EUR', per: 'once' } }),
    path: ['plans', 'gold', 'price'],
    severity: 'warning',
  },
  {
    code: 'COV-CREDITS-AT-END',
    name: 'credits for invoices that will not come any more',
    broken: credited({ to: 'next-invoice' }),
    sound: credited({ to: 'next-invoice', 'at-end': 'lapse' }),
    path: ['plans', 'gold', 'credits', 'paid-as'],
    severity: 'warning',
  },
];
