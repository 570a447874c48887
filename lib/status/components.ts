import type { Observed } from '../promises/availability/history.ts';
import { around, type Interval, intervalsOf, type Spans } from '../promises/availability/spans.ts';
import { type CalendarDay, type Day, dayOf } from './days.ts';
import type { IncidentView } from './incidents.ts';
import type { MaintenanceView } from './maintenance.ts';

/** What a component is at the instant of the page, worst first. */
const STATES = ['down', 'degraded', 'maintenance', 'unknown', 'up'] as const;
export type State = (typeof STATES)[number];

/** One component of the service. */
export interface ComponentView {
  readonly name: string;
  readonly title: string;
  readonly state: State;
  /** When it was last looked at, in epoch seconds; undefined when never. */
  readonly lastSeen: number | undefined;
  readonly days: readonly Day[];
}

interface Scene {
  /** From long before the first day shown to the instant of the page. */
  readonly window: Interval;
  readonly days: readonly CalendarDay[];
  readonly incidents: readonly IncidentView[];
  readonly maintenance: readonly MaintenanceView[];
  /** The accepted exclusions that touch the component. */
  readonly excluded: Spans;
}

export function componentOf(name: string, title: string, seen: Observed, scene: Scene): ComponentView {
  return {
    name,
    title,
    state: stateOf(name, seen, scene),
    lastSeen: lastSeen(seen, scene.window),
    days: scene.days.map(day => dayOf(day, seen, scene.excluded)),
  };
}

/**
 * Down when it is seen down or people say so; in announced maintenance that is what is said. What people write wins
 * over a missing measurement, and a missing measurement is never called up.
 */
function stateOf(name: string, seen: Observed, { window: [, now], incidents, maintenance }: Scene): State {
  const open = incidents.filter(
    ({ resolved, components }) => resolved === undefined && components.includes(name),
  );
  const working = maintenance.some(
    ({ state, components }) => state === 'in-progress' && components.includes(name),
  );
  const [down] = around(seen.down, now);
  const [unknown] = around(seen.unknown, now);
  const written = open.filter(({ source }) => source === 'written');
  if ((down && !working) || written.some(({ impact }) => impact === 'outage')) return 'down';
  if (working) return 'maintenance';
  if (written.some(({ impact }) => impact === 'degraded')) return 'degraded';
  return unknown ? 'unknown' : 'up';
}

/** The end of the last time for which there is data. */
function lastSeen({ unknown }: Observed, [from, now]: Interval): number | undefined {
  for (const [start, end] of intervalsOf(unknown)) {
    if (end >= now) return start > from ? start : undefined;
  }
  return now;
}

/** The worst state of several components; of none, nothing is known. */
export function worstOf(components: readonly ComponentView[]): State {
  return STATES.find(state => components.some(component => component.state === state)) ?? 'unknown';
}
