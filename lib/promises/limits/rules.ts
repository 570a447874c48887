// From the files themselves: the index would bring the schema library into every function that runs these rules.
import { compareFractions, fraction, fractionOf } from '../../agreement/units/fraction.ts';
import type { Percent } from '../../agreement/units/percent.ts';
import type { QuotaWindow } from '../../agreement/units/rate.ts';
import type { Terms } from '../terms.ts';

export type Limits = NonNullable<Terms['limits']>;

/** The limits of a plan, or those of one tenant that has its own. */
export interface LimitPlan {
  readonly plan: string;
  /** Set when these limits hold for one tenant alone: agreed by contract, or because it has an API of its own. */
  readonly tenant?: string | undefined;
  /** Undefined when nothing was agreed: callers still need a key, and a key needs a usage plan. */
  readonly limits: Limits | undefined;
}

/** The periods that an API Gateway quota knows (AWS fact 2): there is no hour. */
export type GatewayPeriod = 'DAY' | 'WEEK' | 'MONTH';

const GATEWAY_PERIODS: Readonly<Record<QuotaWindow, GatewayPeriod | undefined>> = {
  hour: undefined,
  day: 'DAY',
  week: 'WEEK',
  month: 'MONTH',
};

/** The quota that API Gateway can count itself; undefined when calls are unlimited or counted by the hour. */
export function gatewayQuota(limits: Limits): { limit: number; period: GatewayPeriod } | undefined {
  if (limits.calls === 'unlimited') return undefined;
  const period = GATEWAY_PERIODS[limits.calls.window];
  return period && { limit: limits.calls.calls, period };
}

/** The throttle of a usage plan: a token bucket whose size is the burst, or one second's worth of the rate. */
export function gatewayThrottle(limits: Limits): { rateLimit: number; burstLimit: number } | undefined {
  if (!limits.rate) return undefined;
  const rateLimit = limits.rate.perSecond;
  return { rateLimit, burstLimit: limits.burst ?? Math.max(1, Math.ceil(rateLimit)) };
}

/**
 * Whether calls must be counted by Covenant itself: usage plans are best effort (AWS fact 1), so a hard limit
 * needs a counter of its own, and so does an hour, which API Gateway does not know (AWS fact 2).
 */
export function needsOwnCounter(limits: Limits): boolean {
  return limits.hard === true || (limits.calls !== 'unlimited' && limits.calls.window === 'hour');
}

/** What identifies a set of limits in usage-plan names, keys and counters. */
export function limitPlanId({ plan, tenant }: { plan: string; tenant?: string | undefined }): string {
  return tenant ? `${plan}-${tenant}` : plan;
}

/** The usage plan of a set of limits has this name in every region, so that a key can be put in it at run time. */
export function usagePlanName(
  environment: string,
  plan: { plan: string; tenant?: string | undefined },
): string {
  return `${environment}-${limitPlanId(plan)}`;
}

/** The table of keys and counters of an API: the environment's, or that of one dedicated tenant. */
export function limitsTableName(environment: string, tenant?: string): string {
  return tenant ? `${environment}-limits-${tenant}` : `${environment}-limits`;
}

/**
 * The shares at which the customer has to be warned now: usage reached them (>=) since it was last looked at.
 * Calls that were refused are not usage. Looking twice at the same usage gives no second warning (OPS-6).
 */
export function warningsDue(
  limit: number,
  before: number,
  after: number,
  at: readonly Percent[],
): readonly Percent[] {
  return at.filter(share => !reached(limit, before, share) && reached(limit, after, share));
}

/** Exact: usage / limit >= share. */
function reached(limit: number, usage: number, share: Percent): boolean {
  if (limit === 0) return true;
  return compareFractions(fraction(BigInt(usage), BigInt(limit)), share.fraction) >= 0;
}

/** A share as the agreement writes it, such as `80%`; it was checked when the agreement was read. */
export function shareOf(text: string): Percent {
  const { num, den } = fractionOf(text.replace('%', ''));
  return { text, fraction: fraction(num, den * 100n) };
}
