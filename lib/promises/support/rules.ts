import type { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import { WEEKDAYS } from '../../agreement/units/index.ts';
import { localDate, nextOpenDay, type OpeningHours, openingOn, openingsFrom } from './hours.ts';
import type { responseTime, supportHours } from './schema.ts';

export type ResponseTime = z.output<typeof responseTime>;
export type SupportHours = z.output<typeof supportHours>;

/** How `1 business day` is read; the words differ by hours, so a clock must be given one of them. */
export type BusinessDay = 'open-hours' | 'end-of-next-day' | 'same-time-next-day';

const ALWAYS = { zone: 'UTC', weekdays: [1, 2, 3, 4, 5, 6, 7], open: 0, close: 24, holidays: [] };

function hoursOfDay(text: string): number {
  const [hours = '0', minutes = '0'] = text.split(':');
  return Number(hours) + Number(minutes) / 60;
}

/** The hours that an agreement states (TIER-3, AGENT-12), with the holidays on which it stays closed. */
export function openingHours(terms: SupportHours, holidays: readonly string[]): OpeningHours {
  if (terms === 'around-the-clock') return ALWAYS;
  const weekdays = terms.days.map(day => WEEKDAYS.indexOf(day) + 1);
  return { zone: terms.zone, weekdays, open: hoursOfDay(terms.from), close: hoursOfDay(terms.to), holidays };
}

/**
 * When so many open seconds have passed. The clock stands still while support is closed; a ticket at closing time
 * starts at the next opening, and time that runs out at closing time is due then. @throws RangeError
 */
export function dueAfterOpen(hours: OpeningHours, opened: number, seconds: number): number {
  let left = seconds;
  for (const { start, end } of openingsFrom(hours, opened)) {
    const from = Math.max(start, opened);
    if (left <= end - from) return from + left;
    left -= end - from;
  }
  throw new RangeError('support never opens');
}

function nextBusinessDay(hours: OpeningHours, date: Temporal.PlainDate, days: number): Temporal.PlainDate {
  let day = date;
  for (let i = 0; i < days; i++) day = nextOpenDay(hours, day.add({ days: 1 }));
  return day;
}

/** When so many business days have passed, in one of the three ways in which people read that. */
export function dueAfterDays(
  hours: OpeningHours,
  opened: number,
  days: number,
  reading: BusinessDay,
): number {
  if (reading === 'open-hours') return dueAfterOpen(hours, opened, days * (hours.close - hours.open) * 3600);
  const date = localDate(opened, hours.zone);
  const opening = openingOn(hours, nextBusinessDay(hours, date, days));
  if (reading === 'end-of-next-day') return opening.end;
  const sinceOpen = opened - openingOn(hours, date).start;
  return Math.min(opening.end, opening.start + Math.max(0, sinceOpen));
}

/** When a response is due, or undefined where only best effort was promised (TIER-2, AGENT-11). */
export function dueAt(
  time: ResponseTime,
  hours: OpeningHours,
  opened: number,
  reading: BusinessDay,
): number | undefined {
  if (time === 'best-effort') return undefined;
  if (time === 'business-hours') return dueAfterDays(hours, opened, 1, reading);
  if (!('unit' in time)) return opened + time.seconds;
  if (time.unit === 'hour') return dueAfterOpen(hours, opened, time.amount * 3600);
  return dueAfterDays(hours, opened, time.amount, reading);
}

/** When updates are due: each so many open seconds after the one before (AGENT-11). */
export function updatesDue(hours: OpeningHours, opened: number, every: number, count: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < count; i++) out.push(dueAfterOpen(hours, out.at(-1) ?? opened, every));
  return out;
}
