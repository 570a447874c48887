import type { History, Observed } from '../promises/availability/history.ts';
import { append } from '../promises/availability/spans.ts';

/** Single looks at one component: the time of each, ascending or not, and whether it was up. */
export interface Samples {
  readonly times: readonly number[];
  readonly up: readonly boolean[];
}

/** How far a single look speaks for the time after it. */
export interface Holding {
  /** Seconds that a look holds when no other follows; after it nothing is known. */
  readonly hold: number;
  /** What a set of series covers together. */
  readonly from: number;
  readonly until: number;
}

function ascending(times: readonly number[]): readonly number[] {
  const order = times.map((_, i) => i);
  const sorted = times.every((time, i) => i === 0 || (times[i - 1] ?? 0) <= time);
  return sorted ? order : order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
}

/**
 * Turns looks into time: what a look saw holds until the next look, but at most `hold` seconds; the rest is unknown.
 * Two looks at one moment that disagree are down: the failure was real for one of them.
 */
export function observedFrom(samples: Samples, { hold, from, until }: Holding): Observed {
  const down: number[] = [];
  const unknown: number[] = [];
  const order = ascending(samples.times);
  let known = from;
  order.forEach((index, i) => {
    const at = samples.times[index] ?? 0;
    const next = Math.min(samples.times[order[i + 1] ?? -1] ?? until, until);
    if (at > known) append(unknown, known, at);
    const end = at === next ? Math.min(at + hold, until) : Math.min(next, at + hold, until);
    if (!samples.up[index] && end > at) append(down, at, end);
    known = Math.max(known, end);
  });
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
    for (const time of times) {
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
export function usualStep(times: readonly number[]): number | undefined {
  const sorted = Float64Array.from(times).sort();
  let step = Infinity;
  for (let i = 1; i < sorted.length; i++) {
    const distance = (sorted[i] ?? 0) - (sorted[i - 1] ?? 0);
    if (distance > 0 && distance < step) step = distance;
  }
  return step === Infinity ? undefined : step;
}
