import { compareFractions, type Percent } from '../../agreement/units/index.ts';
import { type Agreement, termsOf } from '../agreement.ts';
import type { Terms } from '../terms.ts';

/** What is watched at each level (TIER-1): enhanced adds the database and latency to the health checks. */
export type MonitoringLevel = NonNullable<Terms['monitoring']>['level'];

/** The strongest level that any of the plans promises; undefined when none promises to be watched. */
export function levelOf(agreement: Agreement, plans: readonly string[]): MonitoringLevel | undefined {
  const levels = plans.map(plan => termsOf(agreement, plan).monitoring?.level);
  if (levels.includes('enhanced')) return 'enhanced';
  return levels.find(level => level !== undefined);
}

/** Whether anyone was promised an uptime, which must be measured, or to be watched. */
export function isWatched(all: readonly Terms[]): boolean {
  return all.some(terms => terms.availability?.promise !== undefined || terms.monitoring?.automated);
}

/**
 * The share of failed calls that uses up the strictest uptime promise: 0.001 for 99.9 %. Undefined when no plan
 * promises an uptime.
 */
export function errorBudget(agreement: Agreement, plans: readonly string[]): number | undefined {
  const promises = plans.flatMap(plan => termsOf(agreement, plan).availability?.promise ?? []);
  const strictest = promises.reduce<Percent | undefined>(stricter, undefined);
  if (!strictest) return undefined;
  const { num, den } = strictest.fraction;
  return Number(den - num) / Number(den);
}

function stricter(a: Percent | undefined, b: Percent): Percent {
  return a && compareFractions(a.fraction, b.fraction) >= 0 ? a : b;
}

/** A window of announced maintenance in which nobody is paged. What happens in it is measured all the same. */
export interface MuteWindow {
  readonly kind: string;
  /** Local to the agreement's zone. */
  readonly weekDays: 'SAT,SUN' | '*';
  readonly hour: number;
  readonly minutes: number;
}

/** The quietest hour of a night; the agreement bounds the length and the days, not the hour. */
const NIGHT_HOUR = 3;

/**
 * The regular windows that the agreement bounds: maintenance with downtime, with a longest time and with days. A
 * kind without bounds has no window, since an alarm must never be muted for as long as somebody likes.
 */
export function muteWindows(agreement: Agreement): readonly MuteWindow[] {
  const kinds = Object.keys(agreement.plans).flatMap(plan =>
    Object.entries(termsOf(agreement, plan).maintenance?.kinds ?? {}),
  );
  const windows = kinds.flatMap(([kind, terms]): MuteWindow[] => {
    const longest = terms['lasts-under'];
    if (!terms.downtime || !longest || !terms.when) return [];
    const weekDays = terms.when === 'weekends' ? 'SAT,SUN' : '*';
    return [{ kind, weekDays, hour: NIGHT_HOUR, minutes: Math.floor(longest.seconds / 60) }];
  });
  return windows.filter((window, at) => windows.findIndex(other => other.kind === window.kind) === at);
}
