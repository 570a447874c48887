import { compareFractions, type Fraction } from '../agreement/units/index.ts';
import { type Agreement, termsOf } from '../promises/agreement.ts';
import { NOT_COMBINED } from '../promises/availability/components.ts';
import type { History } from '../promises/availability/history.ts';
import { type Month, monthsIn } from '../promises/availability/month.ts';
import {
  type ComponentMonth,
  type Measuring,
  measurePlanMonth,
  measuringOf,
} from '../promises/availability/rules.ts';
import { chooseSeries } from '../promises/availability/series.ts';
import { clip, lengthOf } from '../promises/availability/spans.ts';
import type { Terms } from '../promises/terms.ts';
import type { Joined } from './joined.ts';

type Availability = NonNullable<Terms['availability']>;

/** complete: over and covered. so-far: not over yet. incomplete: the history does not cover it, so nothing is said. */
type MonthState = 'complete' | 'so-far' | 'incomplete';

/** One month as the agreement measures it. */
export interface MonthView {
  readonly month: string;
  readonly state: MonthState;
  /** Combined as the agreement says, or the worst component; what the promise is held against. */
  readonly deciding: JudgedMonth;
  readonly components: readonly JudgedMonth[];
}

export interface JudgedMonth extends ComponentMonth {
  /** Strictly below the promise; undefined where it is not held against it, or the month is not complete. */
  readonly below: boolean | undefined;
}

/** One way of measuring and the plans that share it. */
export interface MeasureView {
  readonly plans: readonly string[];
  readonly terms: Availability | undefined;
  readonly measuring: Measuring;
  readonly clauses: readonly string[];
  readonly months: readonly MonthView[];
  /** What had to be assumed. */
  readonly notes: readonly string[];
}

/** Every way in which the plans of an agreement are measured, each with its months, oldest first. */
export function measuresOf(agreement: Agreement, joined: Joined, asOf: number): readonly MeasureView[] {
  const groups = new Map<string, { plans: string[]; terms: Availability | undefined }>();
  for (const [name, { title }] of Object.entries(agreement.plans)) {
    const terms = termsOf(agreement, name).availability;
    const key = keyOf(terms);
    const group = groups.get(key) ?? { plans: [], terms };
    group.plans.push(title ?? name);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ plans, terms }) => ({
    plans,
    terms,
    ...measureOf(agreement, terms, joined, asOf),
  }));
}

function keyOf(terms: Availability | undefined): string {
  return JSON.stringify(terms ?? null, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}

function measureOf(agreement: Agreement, terms: Availability | undefined, joined: Joined, asOf: number) {
  const measuring = measuringOf(terms);
  const names = terms?.components ?? Object.keys(agreement.components ?? {});
  const { history, notes } = chooseSeries(joined.history, names);
  const months = monthsIn([history.from, asOf], agreement.zone).map(month =>
    monthView(measuring, history, month, joined, asOf),
  );
  const clause = terms?.measured?.clause ?? terms?.clause ?? [];
  return { measuring, clauses: typeof clause === 'string' ? [clause] : clause, months, notes };
}

function monthView(
  measuring: Measuring,
  history: History,
  month: Month,
  { covered }: Joined,
  asOf: number,
): MonthView {
  const over = month.window[1] <= asOf;
  const shown = over ? month : soFar(month, history.until);
  const found = measurePlanMonth(measuring, history, shown);
  const whole = Object.keys(history.components).every(
    name => lengthOf(clip(covered[name] ?? [], shown.window)) === shown.seconds,
  );
  const state = !whole || shown.seconds <= 0 ? 'incomplete' : over ? 'complete' : 'so-far';
  const promise = state === 'complete' ? measuring.promise : undefined;
  const alone = measuring.policy.combine === NOT_COMBINED ? promise : undefined;
  return {
    month: month.name,
    state,
    deciding: judged(found.deciding, promise),
    components: found.components.map(item => judged(item, alone)),
  };
}

function judged(item: ComponentMonth, promise: Fraction | undefined): JudgedMonth {
  return { ...item, below: promise && compareFractions(item.measurement.uptime, promise) < 0 };
}

/** The part of a month that is behind us: a month that is not over has no uptime yet, only one so far. */
function soFar(month: Month, until: number): Month {
  const end = Math.max(month.window[0], until);
  return { ...month, window: [month.window[0], end], seconds: end - month.window[0] };
}
