import type { Quota } from '../../agreement/units/rate.ts';
import { type Bucket, bucketOf } from './bucket.ts';
import { type LimitPlan, limitPlanId, needsOwnCounter } from './rules.ts';

/** What a function needs to know of a plan's limits: the agreement's numbers, handed over at synthesis. */
export interface CountedPlan {
  readonly calls?: Pick<Quota, 'calls' | 'window'>;
  readonly bucket?: Bucket;
  /** Shares of the quota at which the customer is warned, as written: ['80%', '100%']. */
  readonly warnAt: readonly string[];
  /** Whether Covenant counts the calls itself (AWS facts 1 and 2). */
  readonly counted: boolean;
}

/** By `limitPlanId`. */
export type PlansSetting = Readonly<Record<string, CountedPlan>>;

/** The setting that the limits functions are given. */
export function plansSetting(plans: readonly LimitPlan[]): PlansSetting {
  return Object.fromEntries(plans.map(plan => [limitPlanId(plan), countedPlan(plan)]));
}

function countedPlan({ limits }: LimitPlan): CountedPlan {
  if (!limits) return { warnAt: [], counted: false };
  const bucket = limits.hard ? bucketOf(limits) : undefined;
  const { calls } = limits;
  return {
    ...(calls !== 'unlimited' && { calls: { calls: calls.calls, window: calls.window } }),
    ...(bucket && { bucket }),
    warnAt: limits.warnings?.at.map(share => share.text) ?? [],
    counted: needsOwnCounter(limits),
  };
}

/** The limits of a caller: its own when it has some, else its plan's. */
export function planOf(
  setting: PlansSetting,
  caller: { plan: string; tenant: string },
): CountedPlan | undefined {
  return setting[limitPlanId(caller)] ?? setting[limitPlanId({ plan: caller.plan })];
}

/** The set of limits a caller is under: its own when there is one, else its plan's. */
export function limitPlanOf(
  setting: PlansSetting,
  caller: { plan: string; tenant: string },
): { plan: string; tenant?: string } {
  return limitPlanId(caller) in setting ? caller : { plan: caller.plan };
}
