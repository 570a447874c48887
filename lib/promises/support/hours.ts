import { Temporal } from 'temporal-polyfill';

/** When support is open. Hours are wall-clock hours of `zone`; 24 is the end of the day. */
export interface OpeningHours {
  readonly zone: string;
  /** ISO weekdays, Monday is 1. */
  readonly weekdays: readonly number[];
  /** Hours after midnight, fractions allowed (9.5 is 09:30). */
  readonly open: number;
  readonly close: number;
  /** Local dates on which it stays closed, such as 2026-12-25. */
  readonly holidays: readonly string[];
}

/** One opening: instants in epoch seconds, half-open. */
export interface Opening {
  readonly start: number;
  readonly end: number;
}

function at(date: Temporal.PlainDate, hours: number, zone: string): number {
  const minutes = Math.round(hours * 60);
  const day = minutes >= 1440 ? date.add({ days: 1 }) : date;
  const time = Temporal.PlainTime.from({ hour: Math.floor((minutes % 1440) / 60), minute: minutes % 60 });
  return day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds / 1000;
}

function isOpenOn(hours: OpeningHours, date: Temporal.PlainDate): boolean {
  return hours.weekdays.includes(date.dayOfWeek) && !hours.holidays.includes(date.toString());
}

export function localDate(instant: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainDate();
}

/** The opening on a day, as long as it really is when clocks change. */
export function openingOn(hours: OpeningHours, date: Temporal.PlainDate): Opening {
  return { start: at(date, hours.open, hours.zone), end: at(date, hours.close, hours.zone) };
}

/** More closed days in a row than any calendar has; beyond it the hours themselves are empty. */
const MOST_CLOSED_DAYS = 400;

/** The first day from `date` on which support opens. @throws RangeError when it never does. */
export function nextOpenDay(hours: OpeningHours, date: Temporal.PlainDate): Temporal.PlainDate {
  let day = date;
  for (let tried = 0; tried < MOST_CLOSED_DAYS; tried++) {
    if (isOpenOn(hours, day)) return day;
    day = day.add({ days: 1 });
  }
  throw new RangeError('support never opens: no weekday of its hours is left');
}

/** All openings that end after an instant, oldest first, without end. */
export function* openingsFrom(hours: OpeningHours, instant: number): Generator<Opening> {
  let day = nextOpenDay(hours, localDate(instant, hours.zone).subtract({ days: 1 }));
  for (;;) {
    const opening = openingOn(hours, day);
    if (opening.end > instant && opening.end > opening.start) yield opening;
    day = nextOpenDay(hours, day.add({ days: 1 }));
  }
}
