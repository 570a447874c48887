import { Temporal } from 'temporal-polyfill';
import type { Interval } from './spans.ts';

/** A calendar month as it really is in its zone: 28 to 31 days, an hour more or less where clocks change. */
export interface Month {
  /** Such as 2026-10. */
  readonly name: string;
  /** From local midnight to local midnight, in epoch seconds. */
  readonly window: Interval;
  readonly days: number;
  readonly seconds: number;
}

const seconds = (time: Temporal.ZonedDateTime): number => Math.floor(time.epochMilliseconds / 1000);

/** @throws RangeError when the text is not a month such as 2026-10 or the zone is not known. */
export function monthOf(name: string, zone: string): Month {
  const month = Temporal.PlainYearMonth.from(name);
  const first = month.toPlainDate({ day: 1 }).toZonedDateTime(zone);
  const next = month.add({ months: 1 }).toPlainDate({ day: 1 }).toZonedDateTime(zone);
  const window: Interval = [seconds(first), seconds(next)];
  return { name, window, days: month.daysInMonth, seconds: window[1] - window[0] };
}

/** The month that an instant belongs to in a zone. */
export function monthAt(instant: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant * 1000).toZonedDateTimeISO(zone);
  return local.toPlainDate().toPlainYearMonth().toString();
}

/** Every month that a time touches, oldest first. */
export function monthsIn([start, end]: Interval, zone: string): readonly Month[] {
  const out: Month[] = [];
  let name = monthAt(start, zone);
  while (start < end) {
    const month = monthOf(name, zone);
    if (month.window[0] >= end) break;
    out.push(month);
    name = monthAt(month.window[1], zone);
  }
  return out;
}

/** The epoch seconds of an ISO 8601 time with an offset, such as 2026-10-07T10:00:00Z. @throws RangeError */
export function instantOf(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds / 1000;
}

/** The UTC time of an instant in ISO 8601, to the second where it is whole. */
export function isoOf(instant: number): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(instant * 1000)).toString();
}
