import type { History, Observed } from '../promises/availability/history.ts';
import { append } from '../promises/availability/spans.ts';

/** Single looks at one component: the time of each, in any order, and whether it was up (true or 1). */
export interface Samples {
  readonly times: ArrayLike<number>;
  readonly up: ArrayLike<boolean | number>;
}

/** How far a single look speaks for the time after it. */
interface Holding {
  /** Seconds that a look holds when no other follows; after it nothing is known. */
  readonly hold: number;
  /** What a set of series covers together. */
  readonly from: number;
  readonly until: number;
}

function isAscending(times: ArrayLike<number>): boolean {
  for (let i = 1; i < times.length; i++) if ((times[i - 1] ?? 0) > (times[i] ?? 0)) return false;
  return true;
}

/** The same looks, oldest first. */
function inOrder(samples: Samples): Samples {
  const { times, up } = samples;
  if (isAscending(times)) return samples;
  const order = Array.from({ length: times.length }, (_, i) => i).sort(
    (a, b) => (times[a] ?? 0) - (times[b] ?? 0),
  );
  return { times: order.map(i => times[i] ?? 0), up: order.map(i => up[i] ?? false) };
}

/**
 * Turns looks into time: what a look saw holds until the next look, but at most `hold` seconds; the rest is unknown.
 * Of several looks at one moment one that failed is enough: the failure was real for it.
 */
function observedFrom(samples: Samples, { hold, from, until }: Holding): Observed {
  const { times, up } = inOrder(samples);
  const down: number[] = [];
  const unknown: number[] = [];
  let known = from;
  let failed = false;
  for (let i = 0; i < times.length; i++) {
    const at = times[i] ?? 0;
    const next = times[i + 1] ?? until;
    failed ||= !up[i];
    if (next === at && i + 1 < times.length) continue;
    if (at > known) append(unknown, known, at);
    known = Math.min(next, at + hold, until);
    if (failed && known > at) append(down, at, known);
    failed = false;
  }
  if (known < until) append(unknown, known, until);
  return { down, unknown };
}

/** A history of several series of looks; a series covers what all of them cover together. */
export function historyOf(
  source: string,
  series: ReadonlyMap<string, Samples>,
  hold: number,
  notes: readonly string[],
): History {
  let from = Infinity;
  let until = -Infinity;
  for (const { times } of series.values()) {
    for (let i = 0; i < times.length; i++) {
      const time = times[i] ?? 0;
      if (time < from) from = time;
      if (time + hold > until) until = time + hold;
    }
  }
  const components = [...series].map(
    ([name, samples]) => [name, observedFrom(samples, { hold, from, until })] as const,
  );
  return { source, from, until, components: Object.fromEntries(components), exclusions: [], notes };
}

/** The usual distance between looks: the smallest one that occurs, which is what an export without holes has. */
export function usualStep(times: ArrayLike<number>): number | undefined {
  const sorted = isAscending(times) ? times : Float64Array.from(times).sort();
  let step = Infinity;
  for (let i = 1; i < sorted.length; i++) {
    const distance = (sorted[i] ?? 0) - (sorted[i - 1] ?? 0);
    if (distance > 0 && distance < step) step = distance;
  }
  return step === Infinity ? undefined : step;
}
