import { z } from 'zod';
import { type Fraction, fraction, fractionOf } from './fraction.ts';
import { parsedBy } from './parsed.ts';

/** A share such as `99.9%`; `fraction` is of one (0.999), exact. */
export interface Percent {
  readonly text: string;
  readonly fraction: Fraction;
}

/** @throws RangeError outside 0 % to 100 %. */
export function parsePercent(text: string): Percent {
  const { num, den } = fractionOf(text.replace(/%$/, ''));
  const share = fraction(num, den * 100n);
  if (share.num < 0n || share.num > share.den) throw new RangeError(`"${text}" is not between 0% and 100%`);
  return { text, fraction: share };
}

export const percent = z
  .templateLiteral([z.number(), '%'], { error: 'write a percentage with its sign, such as 99.9%' })
  .meta({ examples: ['99.9%'] })
  .transform(parsedBy(parsePercent));
