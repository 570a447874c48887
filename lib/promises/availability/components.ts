import type { Observed } from './history.ts';
import { intersect, NOTHING, type Spans, subtract, union } from './spans.ts';

/** each: every component by itself; series: down when any is; parallel: down when all are. */
export type Combined = 'each' | 'series' | 'parallel';
export const NOT_COMBINED: Combined = 'each';

interface Certain {
  readonly down: Spans;
  readonly unknown: Spans;
}

/** Down wins over no data only where it was really seen: time in both sets is time without data. */
function certain({ down, unknown }: Observed): Certain {
  return { down: subtract(down, unknown), unknown };
}

/** Any certain failure decides; otherwise one silent component leaves the whole unknown. */
function series(parts: readonly Certain[]): Observed {
  const down = parts.map(part => part.down).reduce(union, NOTHING);
  const silent = parts.map(part => part.unknown).reduce(union, NOTHING);
  return { down, unknown: subtract(silent, down) };
}

/** Down when all are; unknown where none was seen up and not all were seen down. */
function parallel(parts: readonly Certain[]): Observed {
  const down = parts.map(part => part.down).reduce(intersect);
  const notUp = parts.map(part => union(part.down, part.unknown)).reduce(intersect);
  return { down, unknown: subtract(notUp, down) };
}

/** Combines components before the run rule, in three values: up, down and unknown. No components are never down. */
export function combine(how: 'series' | 'parallel', parts: readonly Observed[]): Observed {
  if (parts.length === 0) return { down: NOTHING, unknown: NOTHING };
  return how === 'series' ? series(parts.map(certain)) : parallel(parts.map(certain));
}
