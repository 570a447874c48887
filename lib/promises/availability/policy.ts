import type { z } from 'zod';
import { type Combined, NOT_COMBINED } from './components.ts';
import type { measured } from './schema.ts';

export type Measured = z.output<typeof measured>;

/**
 * How uptime is counted: the policies of docs/measuring.md with their numbers. Each changes what is owed, so a
 * statement always carries the whole of it.
 */
export interface Policy {
  readonly order: Measured['order'];
  readonly scope: Measured['scope'];
  readonly missing: Measured['missing'];
  readonly denominator: Measured['denominator'];
  readonly combine: Combined;
  /** Only a run longer than this many seconds counts, and then it counts whole. */
  readonly countsAfter: number;
  /** Whether a run of exactly that length counts too. */
  readonly inclusive: boolean;
}

/** Every second of an outage counts, exclusions are taken out, and what was not observed is not an outage. */
export const PLAIN: Policy = {
  order: 'exclude-first',
  scope: 'run-across-month',
  missing: 'as-up',
  denominator: 'total',
  combine: NOT_COMBINED,
  countsAfter: 0,
  inclusive: false,
};

/** The policy that an agreement names. */
export function policyOf(terms: Measured): Policy {
  return {
    order: terms.order,
    scope: terms.scope,
    missing: terms.missing,
    denominator: terms.denominator,
    combine: terms.combine,
    countsAfter: terms['counts-after'].seconds,
    inclusive: terms.threshold === 'inclusive',
  };
}

/** Whether a run of this many seconds is long enough to count. */
export function longEnough(policy: Policy, seconds: number): boolean {
  return policy.inclusive ? seconds >= policy.countsAfter && seconds > 0 : seconds > policy.countsAfter;
}
