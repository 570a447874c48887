import type { Marked } from '../agreement/direction.ts';
import { compareMeasures, isRecord, measureOf, written } from './units.ts';

/** What a change means for the customer. */
export type Direction = 'tightened' | 'loosened' | 'neutral';

/** Words that stand where a figure could, from worst (0) over any figure (2) to best (3) for the customer. */
const WORDS: Readonly<Record<string, number>> = {
  'best-effort': 0,
  none: 0,
  'as-progress-is-made': 0,
  'business-hours': 1,
  unlimited: 3,
  free: 3,
};
const FIGURE = 2;

/**
 * Judges the change of one value by the mark of its schema. A value without a mark only describes. Where a marked
 * value cannot be compared (a price becomes "by quote"), the change counts as loosened, so that a person has to allow it.
 */
export function judge(mark: Marked | undefined, from: unknown, to: unknown): Direction {
  if (from === undefined || to === undefined) return presence(mark, from, to);
  const { better = 'neither' } = mark ?? {};
  switch (better) {
    case 'higher':
      return signed(order(mark, from, to));
    case 'lower':
      return signed(order(mark, from, to, true));
    case 'present':
      return signed(Number(to) - Number(from));
    case 'absent':
      return signed(Number(from) - Number(to));
    case 'more':
      return members(from, to);
    case 'fewer':
      return members(to, from);
    case 'neither':
      return 'neutral';
  }
}

/** Something is stated that was not, or no longer: a promise is gained or lost, a restriction the other way round. */
function presence(mark: Marked | undefined, from: unknown, to: unknown): Direction {
  const value = to ?? from;
  const marked = mark?.better !== undefined && mark.better !== 'neither';
  if (!marked && !mark?.restricts && !isRecord(value)) return 'neutral';
  const limits = mark?.restricts === true || mark?.better === 'fewer' || mark?.better === 'absent';
  if (typeof value === 'boolean' && value === false) return 'neutral';
  return (from === undefined) === limits ? 'loosened' : 'tightened';
}

function signed(sign: number | undefined): Direction {
  if (sign === undefined) return 'loosened';
  return sign > 0 ? 'tightened' : sign < 0 ? 'loosened' : 'neutral';
}

/** Positive when `to` is better than `from`; undefined when they cannot be compared. */
function order(
  mark: Marked | undefined,
  from: unknown,
  to: unknown,
  lowerIsBetter = false,
): number | undefined {
  const { ranks } = mark ?? {};
  if (ranks) return ranks.indexOf(String(to)) - ranks.indexOf(String(from));
  const [a, b] = [measureOf(from), measureOf(to)];
  if (a && b) {
    const sign = compareMeasures(a, b);
    return sign === undefined ? undefined : lowerIsBetter ? sign : -sign;
  }
  const [before, after] = [standing(from), standing(to)];
  return before === undefined || after === undefined ? undefined : after - before;
}

function standing(value: unknown): number | undefined {
  return measureOf(value) ? FIGURE : WORDS[String(value)];
}

/** More is better: losing one is loosened, whatever is gained. */
function members(from: unknown, to: unknown): Direction {
  const [before, after] = [listOf(from), listOf(to)];
  if (before.some(item => !after.includes(item))) return 'loosened';
  return after.some(item => !before.includes(item)) ? 'tightened' : 'neutral';
}

function listOf(value: unknown): readonly (string | null)[] {
  return Array.isArray(value) ? value.map(written) : [];
}
