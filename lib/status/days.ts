import { Temporal } from 'temporal-polyfill';
import type { Observed } from '../promises/availability/history.ts';
import {
  clip,
  type Interval,
  intersect,
  lengthOf,
  type Spans,
  subtract,
} from '../promises/availability/spans.ts';

/** How many days a page shows; a matter of presentation, not of the agreement. */
export const DAYS_SHOWN = 90;

/**
 * up: all of it was seen up. partly-unknown: no failure was seen, but nobody looked all the time. maintenance: down
 * only in maintenance that does not count. down: down at any other time. unknown: nobody looked at all.
 */
export type DayState = 'up' | 'partly-unknown' | 'maintenance' | 'down' | 'unknown';

/** One calendar day of one component. All lengths in seconds. */
export interface Day {
  readonly date: string;
  readonly state: DayState;
  /** The day's length so far: 23, 24 or 25 hours, or less for the last one. */
  readonly seconds: number;
  readonly down: number;
  /** The part of `down` in accepted exclusions. */
  readonly excluded: number;
  readonly unknown: number;
}

export interface CalendarDay {
  readonly date: string;
  readonly window: Interval;
}

/** The local days that end with the one of `asOf`, oldest first; the last one ends at `asOf`. */
export function daysUntil(asOf: number, zone: string, count = DAYS_SHOWN): readonly CalendarDay[] {
  const last = Temporal.Instant.fromEpochMilliseconds(asOf * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  return Array.from({ length: count }, (_, index) => {
    const date = last.subtract({ days: count - 1 - index });
    const end = Math.min(midnight(date.add({ days: 1 }), zone), asOf);
    return { date: date.toString(), window: [midnight(date, zone), end] };
  });
}

function midnight(date: Temporal.PlainDate, zone: string): number {
  return Math.floor(date.toZonedDateTime(zone).epochMilliseconds / 1000);
}

/** What was seen of a component on one day. */
export function dayOf({ date, window }: CalendarDay, seen: Observed, excluded: Spans): Day {
  const down = clip(seen.down, window);
  const [start, end] = window;
  const lengths = {
    seconds: end - start,
    down: lengthOf(down),
    excluded: lengthOf(intersect(down, excluded)),
    unknown: lengthOf(clip(subtract(seen.unknown, seen.down), window)),
  };
  return { date, state: stateOf(lengths), ...lengths };
}

function stateOf({ seconds, down, excluded, unknown }: Omit<Day, 'date' | 'state'>): DayState {
  if (down > excluded) return 'down';
  if (down > 0) return 'maintenance';
  if (unknown === 0) return 'up';
  return unknown >= seconds ? 'unknown' : 'partly-unknown';
}

/** Consecutive days of one state, for a shorter text; days with downtime always stand alone. */
export interface DayRun {
  readonly state: DayState;
  readonly days: readonly Day[];
}

export function runsOf(days: readonly Day[]): readonly DayRun[] {
  const runs: { state: DayState; days: Day[] }[] = [];
  for (const day of days) {
    const last = runs.at(-1);
    const alone = day.state === 'down' || day.state === 'maintenance';
    if (last?.state === day.state && !alone) last.days.push(day);
    else runs.push({ state: day.state, days: [day] });
  }
  return runs;
}
