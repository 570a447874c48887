import type { Billing } from '../../lib/promises/credits/invoice.ts';
import type { Charge } from '../../lib/promises/subscription/charges.ts';

/** What a month costs on a plan that costs the same in every month. */
export function charge(covers: string, minor: bigint, more: Partial<Charge> = {}): Charge {
  return { kind: 'days', plan: 'node', covers, days: 30, minor, ...more };
}

/** A month's invoice, after the month, of a plan that costs the same in every month. */
export function monthlyBilling(period: string, minor: bigint, more: Partial<Billing> = {}): Billing {
  const dueIn = (month: string) => [charge(month, minor)];
  return { period, dueIn, ahead: [], appliesCredits: true, isLast: false, ...more };
}
