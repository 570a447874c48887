import * as z from 'zod/mini';

/** What one witness says of a region. It is never asked of the region itself. */
export const signalSchema = z.object({
  name: z.string(),
  says: z.enum(['up', 'down', 'unknown']),
  /** What it saw, for the person who reads the report. */
  saw: z.string(),
});
export type Signal = z.output<typeof signalSchema>;

export type Verdict = 'up' | 'down' | 'undecided';

/** How many looks in a row must agree: a region that flaps is not down. */
export const LOOKS = 3;

/**
 * What more than half of all witnesses say. One that does not know has not said that a region is down, nor that it is
 * up, but it still counts among those of whom more than half are needed.
 */
export function verdictOf(signals: readonly Signal[]): Verdict {
  const count = (says: Signal['says']) => signals.filter(signal => signal.says === says).length;
  if (2 * count('down') > signals.length) return 'down';
  return 2 * count('up') > signals.length ? 'up' : 'undecided';
}

/** The looks in a row that found what was wanted, with the newest added. */
export function looksInRow(before: number, found: Verdict, wanted: Verdict): number {
  return found === wanted ? before + 1 : 0;
}
