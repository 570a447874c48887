import type { z } from 'zod';
import type { Refusal } from './log.ts';

/** What is wrong with the shape of a request, in one line. */
export function refusalOf({ issues }: z.ZodError): Refusal {
  const [first] = issues;
  const place = first?.path.filter(key => key !== 'said').join('.');
  return { refused: `${place ? `${place}: ` : ''}${first?.message ?? 'it cannot be read'}` };
}
