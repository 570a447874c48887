import { type Fraction, fraction, multiplyFractions, truncated } from '../../agreement/units/index.ts';
import type { Observed } from './history.ts';
import type { Month } from './month.ts';
import type { Policy } from './policy.ts';
import { countedIn } from './runs.ts';
import { clip, lengthOf, type Spans } from './spans.ts';

/** What was measured of one component, or of several combined, in one month. All lengths in seconds. */
export interface Measurement {
  readonly month: string;
  readonly total: number;
  readonly denominator: number;
  /** The downtime that counts. */
  readonly counted: number;
  /** All time it was seen down, counted or not. */
  readonly down: number;
  readonly excluded: number;
  /** Time without data, reported whatever the policy makes of it. */
  readonly unknown: number;
  readonly uptime: Fraction;
  readonly runs: Spans;
}

const ONE: Fraction = { num: 1n, den: 1n };

/**
 * (denominator - counted) / denominator. A month of which nothing remains to be measured has no downtime either: it
 * is whole, and its excluded time says why.
 */
export function uptimeOf(denominator: number, counted: number): Fraction {
  if (denominator <= 0) return ONE;
  return fraction(milliseconds(denominator - counted), milliseconds(denominator));
}

/** Histories may be finer than a second; whole milliseconds keep the fraction exact. */
function milliseconds(seconds: number): bigint {
  return BigInt(Math.round(seconds * 1000));
}

/** Measures a month by a policy. `excluded` is the accepted time, already judged. */
export function measureMonth(policy: Policy, observed: Observed, excluded: Spans, month: Month): Measurement {
  const found = countedIn(policy, observed, excluded, month.window);
  const excludedSeconds = lengthOf(found.excluded);
  const counted = lengthOf(found.counted);
  const denominator = policy.denominator === 'total' ? month.seconds : month.seconds - excludedSeconds;
  return {
    month: month.name,
    total: month.seconds,
    denominator,
    counted,
    down: lengthOf(clip(observed.down, month.window)),
    excluded: excludedSeconds,
    unknown: lengthOf(clip(observed.unknown, month.window)),
    uptime: uptimeOf(denominator, counted),
    runs: found.counted,
  };
}

/** An uptime as a percentage, cut off after so many digits and never rounded, so that it is never flattering. */
export function percentText(uptime: Fraction, digits: number): string {
  return truncated(multiplyFractions(uptime, { num: 100n, den: 1n }), digits);
}

/** The uptime of independent components that are all needed, as the product of their uptimes: for comparison only. */
export function productOf(uptimes: readonly Fraction[]): Fraction {
  return uptimes.reduce(multiplyFractions, ONE);
}
