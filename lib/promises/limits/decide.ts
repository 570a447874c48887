import type { CountedPlan } from './plans-setting.ts';
import { type Window, windowAt } from './windows.ts';

/** What counting needs of a store. `take` and `pour` decide and count in one step. */
export interface LimitStore {
  take(owner: string, window: Window, limit: number): Promise<boolean>;
  giveBack(owner: string, window: Window): Promise<void>;
  /** Times in microseconds. */
  pour(owner: string, bucket: { spacing: number; tolerance: number }, now: number): Promise<boolean>;
}

export type LimitDecision =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly why: 'quota' | 'rate'; readonly retryAfter: number };

/**
 * Whether a call is within its plan's hard limits. The quota is taken first and given back when the rate refuses,
 * so that a refused call never consumes anything (vector Q02). `now` in milliseconds; `retryAfter` in seconds.
 */
export async function decide(
  store: LimitStore,
  owner: string,
  plan: CountedPlan,
  zone: string,
  now: number,
): Promise<LimitDecision> {
  if (!plan.counted) return { allowed: true };
  const window = plan.calls && windowAt(now / 1000, plan.calls.window, zone);
  if (window && plan.calls && !(await store.take(owner, window, plan.calls.calls))) {
    return { allowed: false, why: 'quota', retryAfter: Math.max(1, Math.ceil(window.endsAt - now / 1000)) };
  }
  if (!plan.bucket || (await store.pour(owner, plan.bucket, now * 1000))) return { allowed: true };
  if (window) await store.giveBack(owner, window);
  return { allowed: false, why: 'rate', retryAfter: Math.max(1, Math.ceil(plan.bucket.spacing / 1_000_000)) };
}
