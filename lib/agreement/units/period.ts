import { z } from 'zod';
import { countable, parsedBy } from './parsed.ts';

const PERIOD_UNITS = ['days', 'day', 'weeks', 'week', 'months', 'month', 'years', 'year'] as const;

/** A calendar length such as `6 months`: its days depend on where in the calendar it starts. */
export interface Period {
  readonly text: string;
  readonly days: number;
  readonly months: number;
}

/** @throws RangeError when the text is not a whole number and a calendar unit. */
export function parsePeriod(text: string): Period {
  const match = /^(\d+) (day|week|month|year)s?$/.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a calendar period such as 6 months`);
  const count = countable(Number(match[1]), text);
  const inDays = match[2] === 'day' ? count : match[2] === 'week' ? count * 7 : 0;
  const inMonths = match[2] === 'month' ? count : match[2] === 'year' ? count * 12 : 0;
  return { text, days: inDays, months: inMonths };
}

export const period = z
  .templateLiteral([z.int().nonnegative(), ' ', z.enum(PERIOD_UNITS)], {
    error: 'write a calendar period such as 6 months or 1 year',
  })
  .meta({ examples: ['6 months', '1 year'] })
  .transform(parsedBy(parsePeriod));

const BUSINESS_UNITS = ['hours', 'hour', 'days', 'day'] as const;

/** A length of time counted only while support is open, such as `4 business hours`. */
export interface BusinessTime {
  readonly text: string;
  readonly amount: number;
  readonly unit: 'hour' | 'day';
}

/** @throws RangeError when the text is not a whole number of business hours or days. */
export function parseBusinessTime(text: string): BusinessTime {
  const match = /^(\d+) business (hour|day)s?$/.exec(text);
  if (!match) throw new RangeError(`"${text}" is not business time such as 4 business hours`);
  return { text, amount: countable(Number(match[1]), text), unit: match[2] === 'day' ? 'day' : 'hour' };
}

export const businessTime = z
  .templateLiteral([z.int().nonnegative(), ' business ', z.enum(BUSINESS_UNITS)], {
    error: 'write business time such as 4 business hours or 1 business day',
  })
  .meta({ examples: ['4 business hours', '1 business day'] })
  .transform(parsedBy(parseBusinessTime));
