import type { Fraction } from '../agreement/units/index.ts';
import type { Measurement } from '../promises/availability/uptime.ts';
import { percentText } from '../promises/availability/uptime.ts';
import type { BacktestMonth, PlanBacktest } from '../promises/credits/backtest.ts';

/** Digits of an uptime for programs; cut off, never rounded. */
const DIGITS = 8;

export const minutes = (seconds: number): number => Math.round((seconds / 60) * 1000) / 1000;
export const percentNumber = (value: Fraction): number => Number(percentText(value, DIGITS));

function fractionText({ denominator, counted }: Measurement): string {
  return `${minutes(denominator - counted)}/${minutes(denominator)}`;
}

/** One month for programs. An uptime that is not certain is null, with the bounds it lies between. */
function monthJson(month: BacktestMonth) {
  const found = month.deciding.measurement;
  return {
    month: month.month,
    complete: month.complete,
    uptime: month.complete ? percentNumber(found.uptime) : null,
    uptimeFraction: month.complete ? fractionText(found) : null,
    uptimeBetween: month.between?.map(percentNumber) ?? null,
    downtimeMinutes: minutes(found.counted),
    excludedMinutes: minutes(found.excluded),
    unknownMinutes: minutes(found.unknown),
    seenDownMinutes: minutes(found.down),
    creditPercent: month.credit === undefined ? null : percentNumber(month.credit),
    belowPromise: month.below ?? null,
    decidedBy: month.deciding.component,
    components: month.components.map(({ component, measurement }) => ({
      component,
      uptime: month.complete ? percentNumber(measurement.uptime) : null,
      downtimeMinutes: minutes(measurement.counted),
      unknownMinutes: minutes(measurement.unknown),
    })),
    refusedExclusions: month.refused,
  };
}

/** One plan for programs; `changes` is what each policy and each exclusion is worth over the complete months. */
export function planJson(backtest: PlanBacktest, notes: readonly string[]) {
  const { countsAfter, ...policy } = backtest.measuring.policy;
  return {
    plan: backtest.plan,
    months: backtest.months.map(monthJson),
    creditMonths: backtest.creditMonths,
    policy: { ...policy, countsAfterMinutes: minutes(countsAfter), named: backtest.measuring.named },
    changes: backtest.variants.map(({ change, counted, creditMonths, credits }) => ({
      change,
      downtimeMinutes: minutes(counted),
      creditMonths,
      creditPercentTotal: Math.round(credits * 10_000) / 100,
    })),
    notes,
  };
}
