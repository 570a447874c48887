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
  let before = -Infinity;
  for (let i = 0; i < times.length; i++) {
    const time = times[i] ?? 0;
    if (time < before) return false;
    before = time;
  }
  return true;
}

/** Whether they come newest first, as GetMetricData gives them unless it is asked otherwise. */
function isDescending(times: ArrayLike<number>): boolean {
  for (let i = 1; i < times.length; i++) if ((times[i - 1] ?? 0) < (times[i] ?? 0)) return false;
  return true;
}

/** Looks in the order of their places. */
function inPlaces({ times, up }: Samples, places: ArrayLike<number>): Samples {
  const out = { times: new Float64Array(times.length), up: new Uint8Array(times.length) };
  for (let i = 0; i < places.length; i++) {
    out.times[i] = times[places[i] ?? 0] ?? 0;
    out.up[i] = up[places[i] ?? 0] ? 1 : 0;
  }
  return out;
}

/** The same looks, oldest first. */
function inOrder(samples: Samples): Samples {
  const { times } = samples;
  if (isAscending(times)) return samples;
  const places = new Uint32Array(times.length);
  for (let i = 0; i < places.length; i++) places[i] = i;
  if (isDescending(times)) return inPlaces(samples, places.reverse());
  return inPlaces(
    samples,
    places.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0)),
  );
}

/**
 * Turns looks into time: what a look saw holds until the next look, but at most `hold` seconds; the rest is unknown.
 * Of several looks at one moment one that failed is enough: the failure was real for it. Looks are oldest first.
 */
function observedFrom({ times, up }: Samples, { hold, from, until }: Holding): Observed {
  const down: number[] = [];
  const unknown: number[] = [];
  let known = from;
  let failed = false;
  let next = times[0] ?? until;
  for (let i = 0; i < times.length; i++) {
    const at = next;
    next = times[i + 1] ?? until;
    if (!up[i]) failed = true;
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
  const ordered = [...series].map(([name, samples]) => [name, inOrder(samples)] as const);
  const looked = ordered.map(([, { times }]) => times).filter(({ length }) => length > 0);
  const from = Math.min(...looked.map(times => times[0] ?? 0));
  const until = Math.max(...looked.map(times => (times[times.length - 1] ?? 0) + hold));
  const components = ordered.map(
    ([name, samples]) => [name, observedFrom(samples, { hold, from, until })] as const,
  );
  return { source, from, until, components: Object.fromEntries(components), exclusions: [], notes };
}

/** The usual distance between looks: the smallest one that occurs, which is what an export without holes has. */
export function usualStep(times: ArrayLike<number>): number | undefined {
  const sorted = isAscending(times) || isDescending(times) ? times : Float64Array.from(times).sort();
  let step = Infinity;
  let before = sorted[0] ?? 0;
  for (let i = 1; i < sorted.length; i++) {
    const time = sorted[i] ?? 0;
    const distance = Math.abs(time - before);
    if (distance > 0 && distance < step) step = distance;
    before = time;
  }
  return step === Infinity ? undefined : step;
}
