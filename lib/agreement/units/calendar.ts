import { z } from 'zod';

/** Asking for a zone builds a formatter, so each name is asked for once. */
const known = new Map<string, boolean>();

function isZone(name: string): boolean {
  const found = known.get(name) ?? asZone(name);
  known.set(name, found);
  return found;
}

function asZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** An IANA zone such as America/New_York, or a fixed one such as Etc/GMT+5 (which is five hours *behind* UTC). */
export const zone = z
  .string()
  .refine(isZone, { error: 'write a time zone by its IANA name, such as America/New_York or Etc/GMT+5' })
  .meta({ examples: ['Etc/UTC', 'America/New_York', 'Etc/GMT+5'] });

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** A calendar day such as 2026-01-31. */
export const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'write a date as 2026-01-31' })
  .refine(isDate, { error: 'this day is not in the calendar' })
  .meta({ examples: ['2026-01-31'] });

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const weekday = z.enum(WEEKDAYS);

/** A wall-clock time such as 09:00; 24:00 is the end of the day. */
export const timeOfDay = z
  .string()
  .regex(/^(?:[01]\d:[0-5]\d|2[0-3]:[0-5]\d|24:00)$/, { error: 'write a time of day as 09:00' })
  .meta({ examples: ['09:00'] });
