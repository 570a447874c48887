import { Temporal } from 'temporal-polyfill';
import type { Period } from '../../agreement/units/index.ts';

// Bills are computed over years of days, so days and months are numbers here: days since 1970, months since year 0.

const digits = (number: number, width: number): string => String(number).padStart(width, '0');

/** The number of a month's first day, by the rule of leap years: every 4th, not every 100th, every 400th. */
function firstOf(month: number): number {
  const year = Math.floor(month / 12);
  const of = month - year * 12;
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year * 365 + leaps + (DAYS_BEFORE[of] ?? 0) + (isLeap && of > 1 ? 1 : 0) - EPOCH;
}

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** 1 January 1970, counted in the same way. */
const EPOCH = 719_527;

/** A text is looked at once: the days of one subscription are asked for again in each month. */
function remembered(read: (text: string) => number): (text: string) => number {
  const known = new Map<string, number>();
  return text => {
    const found = known.get(text) ?? read(text);
    known.set(text, found);
    return found;
  };
}

/** The number of a month such as 2026-02. @throws RangeError */
const monthNumber = remembered(month => {
  const [, year, of] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month) ?? [];
  if (year === undefined) throw new RangeError(`"${month}" is not a month such as 2026-02`);
  return Number(year) * 12 + Number(of) - 1;
});

function monthText(number: number): string {
  const year = Math.floor(number / 12);
  return `${digits(year, 4)}-${digits(number - year * 12 + 1, 2)}`;
}

/** The number of a day such as 2026-02-03. @throws RangeError when it is not in the calendar. */
export const dayNumber = remembered(day => {
  const month = monthNumber(day.slice(0, 7));
  const number = firstOf(month) + Number(day.slice(8)) - 1;
  const isThere = /^.{7}-\d\d$/.test(day) && number >= firstOf(month) && number < firstOf(month + 1);
  if (!isThere) throw new RangeError(`"${day}" is not a day such as 2026-02-03`);
  return number;
});

/** The number of the month that a day is in: near its share of a mean year, and then looked up. */
function monthOf(day: number): number {
  const near = Math.floor(((day + EPOCH) * 12) / 365.2425);
  if (firstOf(near) > day) return near - 1;
  return firstOf(near + 1) > day ? near : near + 1;
}

function dayText(number: number): string {
  const month = monthOf(number);
  return `${monthText(month)}-${digits(number - firstOf(month) + 1, 2)}`;
}

/** The numbers of the first and the last day of a month. */
export function daysOfMonth(month: string): readonly [first: number, last: number] {
  const number = monthNumber(month);
  return [firstOf(number), firstOf(number + 1) - 1];
}

/** A calendar length later; a day that a shorter month lacks becomes its last one. */
function later(day: number, { months, days }: Pick<Period, 'months' | 'days'>): number {
  const month = monthOf(day);
  const date = day - firstOf(month);
  const length = firstOf(month + months + 1) - firstOf(month + months);
  return firstOf(month + months) + Math.min(date, length - 1) + days;
}

/**
 * The local day of a time: a day stays as it is, an instant such as 2026-02-03T23:59:00Z is looked up in the zone.
 * @throws RangeError when it is neither.
 */
export function dayOf(when: string, zone: string): string {
  if (!when.includes('T')) return dayText(dayNumber(when));
  return Temporal.Instant.from(when).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/**
 * The last billed day after a notice: the day of the notice is the first of the notice period, and the last is billed
 * to its end. A notice of one day so ends on its own day (CAP-2: 4 May gives 4 days in May).
 */
export function lastDay(noticeDay: string, notice: Period | undefined): string {
  const given = dayNumber(noticeDay);
  return dayText(Math.max(given, notice ? later(given, notice) - 1 : given));
}

/** The last day of a term that begins on the day after sign-up. */
export function endOfTerm(signedUp: string, term: Period): string {
  return dayText(later(dayNumber(signedUp) + 1, term) - 1);
}

/** The calendar month of a day, such as 2026-02. */
export function monthOfDay(day: string): string {
  return day.slice(0, 7);
}

/** The month that is so many months later, or earlier. */
export function monthsLater(month: string, months: number): string {
  return monthText(monthNumber(month) + months);
}

/** Every month from one to another, both included; none where the second is earlier. */
export function monthsFrom(first: string, last: string): readonly string[] {
  const [from, to] = [monthNumber(first), monthNumber(last)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => monthText(from + i));
}
