import type { Exclusion } from '../promises/availability/exclusions.ts';
import type { History, Observed } from '../promises/availability/history.ts';
import {
  clip,
  type Interval,
  NOTHING,
  type Spans,
  spansOf,
  subtract,
  union,
} from '../promises/availability/spans.ts';

/** Several histories read as one, up to the instant of the page, and what each component's part of it covers. */
export interface Joined {
  readonly history: History;
  readonly covered: Readonly<Record<string, Spans>>;
}

/**
 * Joins histories. Time is known where any of them has data, and down where any saw it down: a second observer fills
 * a gap of the first, but cannot take back an outage. What happened after `asOf` is not known yet.
 */
export function join(histories: readonly History[], asOf: number): Joined {
  const from = Math.min(asOf, ...histories.map(history => history.from));
  const until = Math.min(asOf, Math.max(from, ...histories.map(history => history.until)));
  const names = [...new Set(histories.flatMap(({ components }) => Object.keys(components)))];
  const window: Interval = [from, until];
  const parts = names.map(name => [name, partOf(histories, name, window)] as const);
  const history: History = {
    source: [...new Set(histories.map(({ source }) => source))].join(', '),
    from,
    until,
    components: Object.fromEntries(parts.map(([name, { observed }]) => [name, observed])),
    exclusions: exclusionsOf(histories, asOf),
    notes: [...new Set(histories.flatMap(({ notes }) => notes))],
  };
  return { history, covered: Object.fromEntries(parts.map(([name, { covered }]) => [name, covered])) };
}

function partOf(histories: readonly History[], name: string, window: Interval) {
  const own = histories.flatMap(history => {
    const observed = history.components[name];
    return observed ? [{ observed, covered: clip(spansOf([[history.from, history.until]]), window) }] : [];
  });
  const covered = own.map(part => part.covered).reduce(union, NOTHING);
  return { observed: observedBy(own, window), covered };
}

/**
 * A single history is measured as it is, so that the page and a statement cannot differ; only what is later is
 * cut, and what other histories cover and this one does not is unknown.
 */
function observedBy(parts: readonly { observed: Observed; covered: Spans }[], window: Interval): Observed {
  const [only, ...others] = parts;
  if (only && others.length === 0) {
    const { down, unknown } = cutAt(only.observed, window[1]);
    return { down, unknown: union(unknown, subtract([...window], only.covered)) };
  }
  const known = parts.map(({ observed, covered }) => subtract(covered, observed.unknown));
  const down = parts.map(({ observed }) => clip(subtract(observed.down, observed.unknown), window));
  const allDown = down.reduce(union, NOTHING);
  return { down: allDown, unknown: subtract([...window], known.reduce(union, allDown)) };
}

function cutAt({ down, unknown }: Observed, end: number): Observed {
  const before: Interval = [-Infinity, end];
  return { down: clip(down, before), unknown: clip(unknown, before) };
}

/** The first of each id; one that was announced later than `asOf` is not known yet. */
function exclusionsOf(histories: readonly History[], asOf: number): readonly Exclusion[] {
  const byId = new Map<string, Exclusion>();
  for (const exclusion of histories.flatMap(({ exclusions }) => exclusions)) {
    const known = (exclusion.announced ?? exclusion.start) <= asOf;
    if (known && !byId.has(exclusion.id)) byId.set(exclusion.id, exclusion);
  }
  return [...byId.values()];
}
