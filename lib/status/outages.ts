import type { Observed } from '../promises/availability/history.ts';
import { clip, type Interval, intervalsOf, lengthOf } from '../promises/availability/spans.ts';

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
