import { compareFractions, type Fraction } from '../../agreement/units/index.ts';
import { combine } from './components.ts';
import { type Exclusion, type ExclusionTerm, judgeExclusions, type Refused } from './exclusions.ts';
import { type History, type Observed, within } from './history.ts';
import type { Month } from './month.ts';
import { PLAIN, type Policy, policyOf } from './policy.ts';
import { type Interval, NOTHING, spansOf } from './spans.ts';
import type { Availability } from './terms.ts';
import { type Measurement, measureMonth } from './uptime.ts';

/** How a plan is measured: the part of its terms that changes what is counted. */
export interface Measuring {
  readonly policy: Policy;
  readonly excludes: readonly ExclusionTerm[];
  /** Undefined where nothing is promised. */
  readonly promise: Fraction | undefined;
  /** Whether the agreement names the policy; a plan that promises nothing is read plainly, for comparison. */
  readonly named: boolean;
}

/** What a plan's terms say about measuring. A kind that the terms also count is counted: that favours the customer. */
export function measuringOf(terms: Availability | undefined): Measuring {
  const counted = new Set(terms?.counts?.map(({ kind }) => kind));
  return {
    policy: terms?.measured ? policyOf(terms.measured) : PLAIN,
    excludes: (terms?.excludes ?? []).filter(({ kind }) => !counted.has(kind)),
    promise: terms?.commitment === 'best-effort' ? undefined : terms?.promise?.fraction,
    named: terms?.measured !== undefined,
  };
}

export interface ComponentMonth {
  readonly component: string;
  readonly measurement: Measurement;
}

/** One month of a plan: each component by itself, and the one measurement that decides what is owed. */
export interface PlanMonth {
  readonly month: string;
  /** Whether the history covers the whole month; otherwise its uptime is only known within bounds. */
  readonly complete: boolean;
  readonly deciding: ComponentMonth;
  readonly components: readonly ComponentMonth[];
  readonly refused: readonly Refused[];
}

/** More than the longest run that reaches into a month from outside; time further away cannot change it. */
const AROUND = 366 * 86_400;

function worst(months: readonly ComponentMonth[]): ComponentMonth | undefined {
  return months.toSorted((a, b) => compareFractions(a.measurement.uptime, b.measurement.uptime))[0];
}

function touches(exclusion: Exclusion, component: string): boolean {
  return exclusion.components === undefined || exclusion.components.includes(component);
}

/** Exclusions as they are written down, a time without end closed at the end of what is covered. */
function spansFor(accepted: readonly Exclusion[], component: string): readonly number[] {
  const own = accepted.filter(exclusion => touches(exclusion, component));
  return spansOf(own.map(({ start, end }): Interval => [start, end]));
}

/**
 * Measures one month of a plan over the components of a history. With `each` the worst component decides; otherwise
 * the components are combined first. Time that the history does not cover is unknown.
 */
export function measurePlanMonth(measuring: Measuring, history: History, month: Month): PlanMonth {
  const { policy } = measuring;
  const judged = judgeExclusions(history.exclusions, measuring.excludes);
  const window: Interval = [month.window[0] - AROUND, month.window[1] + AROUND];
  const seen = Object.entries(history.components).map(([name, observed]): readonly [string, Observed] => [
    name,
    within(observed, [history.from, history.until], window),
  ]);
  const measure = (component: string, observed: Observed): ComponentMonth => ({
    component,
    measurement: measureMonth(policy, observed, spansFor(judged.accepted, component), month),
  });
  const components = seen.map(([name, observed]) => measure(name, observed));
  const whole =
    policy.combine === 'each'
      ? worst(components)
      : measure(
          'all',
          combine(
            policy.combine,
            seen.map(([, observed]) => observed),
          ),
        );
  return {
    month: month.name,
    complete: history.from <= month.window[0] && history.until >= month.window[1],
    deciding: whole ?? measure('none', { down: NOTHING, unknown: NOTHING }),
    components,
    refused: judged.refused,
  };
}

/** The lowest and the highest uptime that what was not seen leaves possible. */
export function bounds(measuring: Measuring, history: History, month: Month): readonly [Fraction, Fraction] {
  const at = (missing: Policy['missing']) =>
    measurePlanMonth({ ...measuring, policy: { ...measuring.policy, missing } }, history, month).deciding
      .measurement.uptime;
  return [at('as-down'), at('as-up')];
}
