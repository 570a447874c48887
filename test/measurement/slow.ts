import type { Policy } from '../../lib/promises/availability/policy.ts';

/**
 * The same rules, minute by minute and as plainly as docs/measuring.md says them, sharing nothing with the rules
 * under test: three arrays of booleans over a short timeline.
 */
export interface Timeline {
  readonly down: readonly boolean[];
  readonly missing: readonly boolean[];
  readonly excluded: readonly boolean[];
}

export interface SlowResult {
  readonly denominator: number;
  readonly counted: number;
  readonly excluded: number;
}

const indexes = (length: number) => Array.from({ length }, (_, i) => i);

function runsOf(minutes: readonly boolean[]): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  for (const i of indexes(minutes.length + 1)) {
    if (minutes[i]) run.push(i);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  return runs;
}

function bridgedMinutes(t: Timeline): Set<number> {
  const out = new Set<number>();
  for (const run of runsOf(t.missing)) {
    const before = t.down[(run[0] ?? 0) - 1] === true;
    const after = t.down[(run.at(-1) ?? 0) + 1] === true;
    if (before && after) for (const i of run) out.add(i);
  }
  return out;
}

function withMissing(t: Timeline, policy: Policy): { down: boolean[]; excluded: boolean[] } {
  const bridged = bridgedMinutes(t);
  const down = t.down.map((isDown, i) => {
    const noData = t.missing[i] === true;
    if (policy.missing === 'as-up') return isDown && !noData;
    if (policy.missing === 'as-down') return isDown || noData;
    if (policy.missing === 'bridge') return isDown || bridged.has(i);
    if (policy.order === 'bridge-exclusions') return isDown || bridged.has(i);
    return isDown && !noData;
  });
  const excluded = t.excluded.map((x, i) => x || (policy.missing === 'excluded' && t.missing[i] === true));
  return { down, excluded };
}

const enough = (policy: Policy, minutes: number): boolean => {
  const needed = policy.countsAfter / 60;
  return minutes > 0 && (policy.inclusive ? minutes >= needed : minutes > needed);
};

function countedMinutes(down: readonly boolean[], excluded: readonly boolean[], policy: Policy): number[] {
  if (policy.order === 'exclude-first') {
    return runsOf(down.map((d, i) => d && !excluded[i]))
      .filter(run => enough(policy, run.length))
      .flat();
  }
  if (policy.order === 'qualify-first') {
    return runsOf(down)
      .filter(run => enough(policy, run.length))
      .flat()
      .filter(i => !excluded[i]);
  }
  return runsOf(down)
    .map(run => run.filter(i => !excluded[i]))
    .filter(left => enough(policy, left.length))
    .flat();
}

/** Measures the minutes [from, to) of a timeline. */
export function slow(t: Timeline, policy: Policy, from: number, to: number): SlowResult {
  const inside = (i: number) => i >= from && i < to;
  const { down, excluded } = withMissing(t, policy);
  const judged = policy.scope === 'clip-first' ? down.map((d, i) => d && inside(i)) : down;
  const counted = countedMinutes(judged, excluded, policy).filter(inside).length;
  const excludedInside = excluded.filter((x, i) => x && inside(i)).length;
  const denominator = to - from - (policy.denominator === 'total' ? 0 : excludedInside);
  return { denominator, counted, excluded: excludedInside };
}
