import type { Observed } from './history.ts';
import { isoOf } from './month.ts';
import { clip, type Interval, intervalsOf, NOTHING, type Spans, spansOf, subtract, union } from './spans.ts';

/**
 * What was collected of one component: the time somebody looked, and the part of it that was down. All other time is
 * unknown. Two collections are joined by union, so that reading twice, late or in any order gives the same.
 */
export interface Seen {
  readonly seen: Spans;
  readonly down: Spans;
}

export const UNSEEN: Seen = { seen: NOTHING, down: NOTHING };

/** How far the history of a component reaches: from the first look to the end of what was asked for. */
export interface Reach {
  readonly since: number;
  readonly until: number;
}

const DAY = 86_400;

/** Both together. Of two looks at one moment a failed one is enough, as everywhere (`down` wins over up). */
export function join(a: Seen, b: Seen): Seen {
  return { seen: union(a.seen, b.seen), down: union(a.down, b.down) };
}

/** What was looked at in a window, as collected. */
export function seenIn({ down, unknown }: Observed, window: Interval): Seen {
  const seen = subtract(clip([...window], window), unknown);
  return { seen, down: clip(subtract(down, unknown), window) };
}

/** The same with everything in the window that nobody saw as unknown. */
export function observedFrom({ seen, down }: Seen, window: Interval): Observed {
  return { down: clip(down, window), unknown: subtract(clip([...window], window), seen) };
}

/** The UTC day of an instant, such as 2026-11-21. */
export function dayOf(instant: number): string {
  return isoOf(instant).slice(0, 10);
}

/** Cut into UTC days, oldest first; days on which nobody looked are left out. */
export function byDay({ seen, down }: Seen): ReadonlyMap<string, Seen> {
  const days = new Map<string, Seen>();
  // Each day is cut out once, however many intervals it has: a flapping month has tens of thousands.
  let next = -Infinity;
  for (const [start, end] of intervalsOf(seen)) {
    for (let day = Math.max(next, start - (start % DAY)); day < end; day += DAY) {
      const window: Interval = [day, day + DAY];
      days.set(dayOf(day), { seen: clip(seen, window), down: clip(down, window) });
      next = day + DAY;
    }
  }
  return days;
}

/** Whether text as stored is a set of time: ascending numbers in pairs. */
function isSpans(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length % 2 === 0 &&
    value.every((at, i) => typeof at === 'number' && (i === 0 || at > value[i - 1]))
  );
}

/** A set of time from its JSON. @throws TypeError when it is none. */
export function spansIn(text: string): Spans {
  const value: unknown = JSON.parse(text);
  if (isSpans(value)) return spansOf(intervalsOf(value));
  throw new TypeError('not a set of time: ascending pairs of epoch seconds');
}
