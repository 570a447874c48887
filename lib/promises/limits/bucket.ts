import type { Limits } from './rules.ts';

/**
 * A token bucket as one number, the generic cell rate algorithm: `spacing` is the time one call uses up, and the
 * theoretical arrival time of the next call may run ahead of the clock by at most `tolerance`. One number
 * means one conditional write, which is what makes the limit hard (AWS fact 1). All in whole microseconds: fractions would
 * not add up, and a call of the burst would be refused.
 */
export interface Bucket {
  readonly spacing: number;
  readonly tolerance: number;
}

/** The bucket of a plan's rate and burst, or undefined when it has no rate. A rate of 0 allows nothing. */
export function bucketOf(limits: Limits): Bucket | undefined {
  if (!limits.rate || limits.rate.perSecond === 0) return undefined;
  const spacing = Math.ceil(1_000_000 / limits.rate.perSecond);
  const burst = limits.burst ?? Math.max(1, Math.ceil(limits.rate.perSecond));
  return { spacing, tolerance: (burst - 1) * spacing };
}

/** The next arrival time when the call is allowed at `now`, undefined when it is not. The stores do the same in one write. */
export function admit(bucket: Bucket, arrival: number | undefined, now: number): number | undefined {
  if (arrival === undefined || arrival < now) return now + bucket.spacing;
  return arrival - now <= bucket.tolerance ? arrival + bucket.spacing : undefined;
}
