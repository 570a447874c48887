import { Temporal } from 'temporal-polyfill';
import type { QuotaWindow } from '../../agreement/units/rate.ts';

/** A calendar window, half open, in epoch seconds. `name` is its local start, such as 2026-03-01. */
export interface Window {
  readonly name: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/**
 * The calendar window around an instant in the agreement's zone: a "wall-clock day" (CAP-5) has 23 or 25 hours
 * when clocks change. Weeks start on Monday (ISO 8601).
 */
export function windowAt(epochSeconds: number, window: QuotaWindow, zone: string): Window {
  const now = Temporal.Instant.fromEpochMilliseconds(epochSeconds * 1000).toZonedDateTimeISO(zone);
  const start = startOf(now, window);
  return {
    name: nameOf(start, window),
    startsAt: start.epochMilliseconds / 1000,
    endsAt: endOf(start, window).epochMilliseconds / 1000,
  };
}

function startOf(now: Temporal.ZonedDateTime, window: QuotaWindow): Temporal.ZonedDateTime {
  switch (window) {
    case 'hour':
      return now.round({ smallestUnit: 'hour', roundingMode: 'floor' });
    case 'day':
      return now.startOfDay();
    case 'week':
      return now.subtract({ days: now.dayOfWeek - 1 }).startOfDay();
    case 'month':
      return now.with({ day: 1 }).startOfDay();
  }
}

/** Hours are elapsed, so that the two hours called 01 in autumn are two windows; the others are calendar steps. */
function endOf(start: Temporal.ZonedDateTime, window: QuotaWindow): Temporal.ZonedDateTime {
  switch (window) {
    case 'hour':
      return start.add({ hours: 1 });
    case 'day':
      return start.add({ days: 1 }).startOfDay();
    case 'week':
      return start.add({ weeks: 1 }).startOfDay();
    case 'month':
      return start.add({ months: 1 }).startOfDay();
  }
}

function nameOf(start: Temporal.ZonedDateTime, window: QuotaWindow): string {
  if (window === 'hour')
    return `${start.toPlainDateTime().toString({ smallestUnit: 'minute' })}${start.offset}`;
  return start.toPlainDate().toString();
}
