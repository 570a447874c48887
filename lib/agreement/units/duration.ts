import { z } from 'zod';
import { countable, parsedBy } from './parsed.ts';

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
type DurationUnit = keyof typeof SECONDS;
const UNITS = ['s', 'm', 'h', 'd', 'w'] as const satisfies readonly DurationUnit[];

/** An elapsed length of time such as `5m`, `48h` or `7d`: a day is always 24 hours here. */
export interface Duration {
  readonly text: string;
  readonly seconds: number;
}

function isUnit(text: string | undefined): text is DurationUnit {
  return UNITS.some(unit => unit === text);
}

/** @throws RangeError when the text is not a number followed by s, m, h, d or w. */
export function parseDuration(text: string): Duration {
  const match = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text);
  const unit = match?.[2];
  if (!match || !isUnit(unit)) throw new RangeError(`"${text}" is not a duration such as 5m, 48h or 7d`);
  return { text, seconds: countable(Number(match[1]) * SECONDS[unit], text) };
}

export const duration = z
  .templateLiteral([z.number(), z.enum(UNITS)], { error: 'write a duration such as 30s, 5m, 48h, 7d or 2w' })
  .refine(text => !text.startsWith('-'), { error: 'a duration cannot be negative' })
  .meta({ examples: ['30s', '5m', '48h', '7d', '2w'] })
  .transform(parsedBy(parseDuration));

/** Whole days, rounded up: AWS counts retention in days and must never keep less than was promised. */
export function daysOf(value: Duration): number {
  return Math.ceil(value.seconds / SECONDS.d);
}
