import { z } from 'zod';
import { countable, parsedBy } from './parsed.ts';

/** A steady rate in calls per second, such as `5/s`. */
export interface Rate {
  readonly text: string;
  readonly perSecond: number;
}

/** @throws RangeError when the text is not a number followed by /s. */
export function parseRate(text: string): Rate {
  const match = /^(\d+(?:\.\d+)?)\/s$/.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a rate such as 5/s`);
  return { text, perSecond: countable(Number(match[1]), text) };
}

export const rate = z
  .templateLiteral([z.number(), '/s'], { error: 'write a rate in calls per second, such as 5/s' })
  .refine(text => !text.startsWith('-'), { error: 'a rate cannot be negative' })
  .meta({ examples: ['5/s'] })
  .transform(parsedBy(parseRate));

export const QUOTA_WINDOWS = ['hour', 'day', 'week', 'month'] as const;
export type QuotaWindow = (typeof QUOTA_WINDOWS)[number];

/** A number of calls in a calendar window, such as `40000/day`. */
export interface Quota {
  readonly text: string;
  readonly calls: number;
  readonly window: QuotaWindow;
}

/** @throws RangeError when the text is not a whole number and a window. */
export function parseQuota(text: string): Quota {
  const match = /^(\d+)\/(\w+)$/.exec(text);
  const window = QUOTA_WINDOWS.find(name => name === match?.[2]);
  if (!match || !window) throw new RangeError(`"${text}" is not a quota such as 40000/day`);
  return { text, calls: countable(Number(match[1]), text), window };
}

export const quota = z
  .templateLiteral([z.int().nonnegative(), '/', z.enum(QUOTA_WINDOWS)], {
    error: 'write a quota such as 40000/day or 5000/month (hour, day, week or month)',
  })
  .meta({ examples: ['40000/day', '5000/month'] })
  .transform(parsedBy(parseQuota));
