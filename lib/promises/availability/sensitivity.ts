import type { Fraction } from '../../agreement/units/index.ts';
import type { History } from './history.ts';
import type { Month } from './month.ts';
import type { Policy } from './policy.ts';
import { type Measuring, measurePlanMonth } from './rules.ts';

/** The plan measured otherwise: what one word of the agreement, or one exclusion, is worth. */
export interface Variant {
  /** Such as `order: qualify-first` or `without exclusion m1`. */
  readonly change: string;
  /** Downtime that counts in all months together, in seconds. */
  readonly counted: number;
  /** Months with a credit. */
  readonly creditMonths: number;
  /** The credit shares of all months together. */
  readonly credits: number;
}

/** The share of the fee owed for an uptime; a plan without credits owes none. */
export type ShareOf = (uptime: Fraction) => Fraction;

const CHOICES = {
  order: ['exclude-first', 'qualify-first', 'bridge-exclusions'],
  scope: ['run-across-month', 'clip-first'],
  missing: ['as-up', 'as-down', 'bridge', 'excluded'],
  denominator: ['total', 'minus-excluded'],
  combine: ['each', 'series', 'parallel'],
} as const satisfies { [K in keyof Policy]?: readonly Policy[K][] };

function otherPolicies(policy: Policy): readonly (readonly [string, Policy])[] {
  const pick = <K extends keyof typeof CHOICES>(key: K) =>
    CHOICES[key]
      .filter(value => value !== policy[key])
      .map((value): readonly [string, Policy] => [`${key}: ${value}`, { ...policy, [key]: value }]);
  const every: readonly [string, Policy] = [
    'counts-after: 0m',
    { ...policy, countsAfter: 0, inclusive: false },
  ];
  const short = policy.countsAfter > 0 ? [every] : [];
  return [
    ...pick('order'),
    ...pick('scope'),
    ...pick('missing'),
    ...pick('denominator'),
    ...pick('combine'),
    ...short,
  ];
}

function variant(
  change: string,
  measuring: Measuring,
  history: History,
  months: readonly Month[],
  share: ShareOf,
): Variant {
  const found = months.map(month => measurePlanMonth(measuring, history, month).deciding.measurement);
  const shares = found.map(({ uptime }) => share(uptime));
  return {
    change,
    counted: found.reduce((sum, { counted }) => sum + counted, 0),
    creditMonths: shares.filter(({ num }) => num > 0n).length,
    credits: shares.reduce((sum, { num, den }) => sum + Number((num * 10_000n) / den) / 10_000, 0),
  };
}

/**
 * The plan as agreed (first), then with each policy changed by itself, then with each kind of exclusion and each
 * single exclusion taken away.
 */
export function sensitivity(
  measuring: Measuring,
  history: History,
  months: readonly Month[],
  share: ShareOf,
): readonly Variant[] {
  const measure = (change: string, how: Measuring, over: History) =>
    variant(change, how, over, months, share);
  const policies = otherPolicies(measuring.policy).map(([change, policy]) =>
    measure(change, { ...measuring, policy }, history),
  );
  const kinds = measuring.excludes.map(({ kind }) =>
    measure(`${kind} not excluded`, without(measuring, kind), history),
  );
  const single = history.exclusions.map(({ id }) =>
    measure(`without exclusion ${id}`, measuring, {
      ...history,
      exclusions: history.exclusions.filter(exclusion => exclusion.id !== id),
    }),
  );
  return [measure('as agreed', measuring, history), ...policies, ...kinds, ...single];
}

function without(measuring: Measuring, kind: string): Measuring {
  return { ...measuring, excludes: measuring.excludes.filter(term => term.kind !== kind) };
}
