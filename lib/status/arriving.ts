import type { Seen } from '../promises/availability/collected.ts';
import { ARRIVES_WITHIN } from '../promises/availability/collecting.ts';
import { around, spansOf, union } from '../promises/availability/spans.ts';

/**
 * What was seen, with the last look standing for the minutes since then while their points may still be on their way.
 * After that it is unknown again: unknown is not up.
 */
export function withArriving({ seen, down }: Seen, now: number): Seen {
  const last = seen.at(-1);
  if (last === undefined || last >= now || now - last > ARRIVES_WITHIN) return { seen, down };
  const tail = spansOf([[last, now]]);
  const [wasDown] = around(down, last);
  return { seen: union(seen, tail), down: wasDown ? union(down, tail) : down };
}
