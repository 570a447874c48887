import { z } from 'zod';

/** A transform that turns what a parser refuses (RangeError) into an issue of the schema, so that nothing is thrown. */
export function parsedBy<T>(parse: (text: string) => T): (text: string, context: z.RefinementCtx) => T {
  return (text, context) => {
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  };
}

/** @throws RangeError when a number is too large to be counted exactly. */
export function countable(value: number, text: string): number {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  throw new RangeError(`"${text.slice(0, 20)}..." is too large`);
}
