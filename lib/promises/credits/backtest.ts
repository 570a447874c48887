import { compareFractions, type Fraction } from '../../agreement/units/index.ts';
import type { History } from '../availability/history.ts';
import { type Month, monthOf, monthsIn } from '../availability/month.ts';
import {
  bounds,
  type Measuring,
  measurePlanMonth,
  measuringOf,
  type PlanMonth,
} from '../availability/rules.ts';
import { type ShareOf, sensitivity, type Variant } from '../availability/sensitivity.ts';
import type { Terms } from '../terms.ts';
import { creditOf } from './rules.ts';

const NOTHING: Fraction = { num: 0n, den: 1n };

/** A month of a plan and what it would have cost. */
export interface BacktestMonth extends PlanMonth {
  /** Undefined where the month is not covered whole and so nothing certain can be owed. */
  readonly credit: Fraction | undefined;
  /** Undefined for the same reason, and where nothing is promised. */
  readonly below: boolean | undefined;
  /** The lowest and highest uptime that is possible, where the month is not covered whole. */
  readonly between: readonly [Fraction, Fraction] | undefined;
}

export interface PlanBacktest {
  readonly plan: string;
  readonly measuring: Measuring;
  /** Whether credits were agreed at all. */
  readonly hasCredits: boolean;
  readonly months: readonly BacktestMonth[];
  readonly creditMonths: number;
  readonly variants: readonly Variant[];
}

/** What is owed for an uptime under these terms; nothing where there are no credits. */
function shareBy(terms: Terms): ShareOf {
  const { credits } = terms;
  return credits ? uptime => creditOf(credits, uptime) : () => NOTHING;
}

/** One month of a plan and what it would have cost, or did. */
export function monthOfPlan(
  terms: Terms,
  measuring: Measuring,
  history: History,
  month: Month,
): BacktestMonth {
  const found = measurePlanMonth(measuring, history, month);
  const { uptime } = found.deciding.measurement;
  const { promise } = measuring;
  if (!found.complete) {
    const credit = terms.credits ? undefined : NOTHING;
    // What was seen and no more: unseen time is neither up nor down here, whatever the policy makes of it.
    const policy = { ...measuring.policy, missing: 'as-up' as const };
    const seen = measurePlanMonth({ ...measuring, policy }, history, month);
    return { ...seen, credit, below: undefined, between: bounds(measuring, history, month) };
  }
  const below = promise && compareFractions(uptime, promise) < 0;
  return { ...found, credit: shareBy(terms)(uptime), below, between: undefined };
}

function over(plan: string, terms: Terms, history: History, calendar: readonly Month[]): PlanBacktest {
  const measuring = measuringOf(terms.availability);
  const months = calendar.map(month => monthOfPlan(terms, measuring, history, month));
  const whole = calendar.filter((_, i) => months[i]?.complete);
  return {
    plan,
    measuring,
    hasCredits: terms.credits !== undefined,
    months,
    creditMonths: months.filter(({ credit }) => credit !== undefined && credit.num > 0n).length,
    variants: sensitivity(measuring, history, whole, shareBy(terms)),
  };
}

/** What a plan would have cost over every month that a history touches. */
export function backtestPlan(plan: string, terms: Terms, history: History, zone: string): PlanBacktest {
  return over(plan, terms, history, monthsIn(history.listed ?? [history.from, history.until], zone));
}

/** The same for one month. @throws RangeError when it is not a month such as 2026-10. */
export function backtestMonth(
  plan: string,
  terms: Terms,
  history: History,
  zone: string,
  month: string,
): PlanBacktest {
  return over(plan, terms, history, [monthOf(month, zone)]);
}
