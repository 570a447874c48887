import type { Observed } from '../promises/availability/history.ts';
import { clip, type Interval, intervalsOf, lengthOf, spansOf } from '../promises/availability/spans.ts';

/** A time that a component was seen down. */
export interface OutageView {
  readonly component: string;
  readonly start: number;
  /** Undefined while it is open: it was never seen up again, and nobody can say yet how long it lasts. */
  readonly end: number | undefined;
  /** When it was last seen down; the same as `end` once it is over. */
  readonly lastSeen: number;
}

/** The outages of a component that touch a window, oldest first, each from its true start. */
export function outagesOf(component: string, seen: Observed, window: Interval): readonly OutageView[] {
  const out: OutageView[] = [];
  for (const [start, end] of intervalsOf(seen.down)) {
    if (end <= window[0] || start >= window[1]) continue;
    const lastSeen = Math.min(end, window[1]);
    out.push({ component, start, end: isOpen(seen, lastSeen, window[1]) ? undefined : end, lastSeen });
  }
  return out;
}

/** Open: from its last moment until now, nobody saw the component up. */
function isOpen({ unknown, down }: Observed, lastSeen: number, now: number): boolean {
  const after: Interval = [lastSeen, now];
  return lengthOf(clip(down, after)) === 0 && lengthOf(clip(unknown, after)) === now - lastSeen;
}

/** Downtime of a component inside some span of time. */
export interface Downtime {
  readonly component: string;
  readonly seconds: number;
}

/** The downtime of components inside a span, those without any left out. */
export function downtimeIn(
  components: readonly string[],
  outages: readonly OutageView[],
  span: Interval,
): readonly Downtime[] {
  return components.flatMap(component => {
    const own = outages.filter(outage => outage.component === component);
    const down = spansOf(own.map(({ start, lastSeen }): Interval => [start, lastSeen]));
    const seconds = lengthOf(clip(down, span));
    return seconds > 0 ? [{ component, seconds }] : [];
  });
}
