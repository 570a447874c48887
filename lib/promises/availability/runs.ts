import type { Observed } from './history.ts';
import { longEnough, type Policy } from './policy.ts';
import {
  around,
  clip,
  filterSpans,
  type Interval,
  intersect,
  intervalsOf,
  lengthOf,
  NOTHING,
  type Spans,
  subtract,
  union,
} from './spans.ts';

interface Prepared {
  readonly down: Spans;
  readonly excluded: Spans;
}

/** The runs without data that lie between two failures. */
function bridges(unknown: Spans, down: Spans): Spans {
  return filterSpans(unknown, (start, end) => around(down, start)[0] && around(down, end)[1]);
}

/** What minutes without data count as (policy `missing`). */
function applyMissing(policy: Policy, { down, unknown }: Observed, excluded: Spans): Prepared {
  switch (policy.missing) {
    case 'as-up':
      return { down: subtract(down, unknown), excluded };
    case 'as-down':
      return { down: union(down, unknown), excluded };
    case 'bridge':
      return { down: union(down, bridges(unknown, down)), excluded };
    case 'excluded': {
      // Excluded anyway, a gap inside an outage must not also break its run where exclusions do not.
      const bridging = policy.order === 'bridge-exclusions';
      const kept = bridging ? union(down, bridges(unknown, down)) : subtract(down, unknown);
      return { down: kept, excluded: union(excluded, unknown) };
    }
  }
}

function bridged(policy: Policy, { down, excluded }: Prepared): Spans {
  let out: Spans = NOTHING;
  for (const run of intervalsOf(down)) {
    const left = subtract([...run], excluded);
    if (longEnough(policy, lengthOf(left))) out = union(out, left);
  }
  return out;
}

/** Which runs are long enough, before or after exclusions are taken out (policy `order`). */
function applyOrder(policy: Policy, prepared: Prepared): Spans {
  const { down, excluded } = prepared;
  const enough = (start: number, end: number) => longEnough(policy, end - start);
  switch (policy.order) {
    case 'exclude-first':
      return filterSpans(subtract(down, excluded), enough);
    case 'qualify-first':
      return subtract(filterSpans(down, enough), excluded);
    case 'bridge-exclusions':
      return bridged(policy, prepared);
  }
}

export interface Counted {
  /** The downtime that counts, inside the month. */
  readonly counted: Spans;
  /** What does not count, inside the month: accepted exclusions, and time without data where it is excluded. */
  readonly excluded: Spans;
}

/** The downtime that counts in a month, by every policy of docs/measuring.md in their order. */
export function countedIn(policy: Policy, observed: Observed, excluded: Spans, month: Interval): Counted {
  const prepared = applyMissing(policy, observed, excluded);
  const judged = policy.scope === 'clip-first' ? { ...prepared, down: clip(prepared.down, month) } : prepared;
  return {
    counted: clip(applyOrder(policy, judged), month),
    excluded: intersect(prepared.excluded, [...month]),
  };
}
