import { historyOf } from '../../lib/history/samples.ts';
import { PLAIN, type Policy } from '../../lib/promises/availability/policy.ts';
import { measureMonth } from '../../lib/promises/availability/uptime.ts';
import { type Batch, MINUTES, MONTH, rowsOf } from './data.ts';

/** Only outages of more than five minutes count, as in AGENT-2: the rule that makes a plain sum impossible. */
export const LONGER_THAN = 5;
const POLICY: Policy = { ...PLAIN, countsAfter: LONGER_THAN * 60 };

/** The obvious way: one byte a minute, one pass, no allocation. Gives the minutes that count. */
export function scan({ bytes }: Batch): number {
  let counted = 0;
  for (let start = 0; start < bytes.length; start += MINUTES) {
    let run = 0;
    for (let i = start; i < start + MINUTES; i++) {
      if (bytes[i] === 1) run++;
      else {
        if (run > LONGER_THAN) counted += run;
        run = 0;
      }
    }
    if (run > LONGER_THAN) counted += run;
  }
  return counted;
}

/** Ours: the very function that the month close calls, with every policy, exclusions and exact fractions. */
export function close({ spans }: Batch): number {
  let counted = 0;
  for (const down of spans) counted += measureMonth(POLICY, { down, unknown: [] }, [], MONTH).counted / 60;
  return counted;
}

const TIMES = Float64Array.from({ length: MINUTES }, (_, i) => MONTH.window[0] + i * 60);

/** Ours, before the month ends: looks of a minute each become intervals, as the collector stores them. */
export function collect({ bytes }: Batch): number {
  let seconds = 0;
  for (const row of rowsOf(bytes)) {
    const up = row.map(down => 1 - down);
    const { components } = historyOf('bench', new Map([['api', { times: TIMES, up }]]), 60, []);
    seconds += components.api?.down.length ?? 0;
  }
  return seconds;
}
