import type { Interval } from '../promises/availability/spans.ts';
import type { MaintenanceView } from './maintenance.ts';
import type { IncidentNotice, Update } from './notices.ts';
import { type Downtime, downtimeIn, type OutageView } from './outages.ts';

/** An incident that people wrote about, or an outage that was only measured. All times in epoch seconds. */
export interface IncidentView {
  readonly id: string;
  readonly source: 'written' | 'measured';
  readonly title: string;
  readonly components: readonly string[];
  readonly impact: IncidentNotice['impact'];
  readonly started: number;
  /** Undefined while it is open. */
  readonly resolved: number | undefined;
  /** How long it lasted, or has lasted so far. */
  readonly seconds: number;
  /** The downtime measured in it, by component. */
  readonly measured: readonly Downtime[];
  readonly report: string | undefined;
  readonly updates: readonly Update[];
  /** When something about it last changed. */
  readonly updated: number;
}

interface Scene {
  readonly components: readonly string[];
  /** What a reader calls a component. */
  readonly titleOf: (component: string) => string;
  readonly outages: readonly OutageView[];
  /** Outages inside a window are its downtime, not an incident. */
  readonly maintenance: readonly MaintenanceView[];
  /** The time that the page shows; it ends with the instant of the page. */
  readonly window: Interval;
}

/**
 * Open incidents first, then the newest: those written down, and measured outages that no incident and no maintenance
 * explains. An outage that goes on after its incident was called resolved is open, and stands by itself.
 */
export function incidentsOf(notices: readonly IncidentNotice[], scene: Scene): readonly IncidentView[] {
  const [from, now] = scene.window;
  const known = notices.filter(({ started, resolved = now }) => started <= now && resolved >= from);
  const written = known.map(notice => writtenView(notice, scene));
  const measured = scene.outages
    .filter(outage => !written.some(incident => explains(incident, outage)) && !inMaintenance(outage, scene))
    .map(outage => measuredView(outage, scene));
  return [...written, ...measured].toSorted(
    (a, b) => rank(a) - rank(b) || b.started - a.started || (a.id < b.id ? -1 : 1),
  );
}

type Lasting = Pick<IncidentView, 'components' | 'started' | 'resolved'>;

function explains({ components, started, resolved = Infinity }: Lasting, outage: OutageView): boolean {
  if (!components.includes(outage.component)) return false;
  if (outage.end === undefined && resolved !== Infinity) return false;
  return outage.start <= resolved && started <= outage.lastSeen;
}

function inMaintenance(outage: OutageView, { maintenance }: Scene): boolean {
  return maintenance.some(
    ({ components, from, until, state }) =>
      state !== 'cancelled' &&
      components.includes(outage.component) &&
      from <= outage.start &&
      outage.lastSeen <= until,
  );
}

function rank({ resolved }: IncidentView): number {
  return resolved === undefined ? 0 : 1;
}

const ALWAYS: Interval = [-Infinity, Infinity];

/** What was known of a notice at the instant of the page: nothing later than that. */
function writtenView(notice: IncidentNotice, { components, outages, window: [, now] }: Scene): IncidentView {
  const resolved = notice.resolved !== undefined && notice.resolved <= now ? notice.resolved : undefined;
  const updates = (notice.updates ?? []).filter(({ at }) => at <= now).toSorted((a, b) => b.at - a.at);
  const concerned = notice.components ?? components;
  const lasting = { components: concerned, started: notice.started, resolved };
  return {
    id: notice.id,
    source: 'written',
    title: notice.title,
    ...lasting,
    impact: notice.impact,
    seconds: (resolved ?? now) - notice.started,
    measured: downtimeIn(
      concerned,
      outages.filter(outage => explains(lasting, outage)),
      ALWAYS,
    ),
    report: resolved === undefined ? undefined : notice.report,
    updates,
    updated: Math.max(notice.started, resolved ?? 0, ...updates.map(({ at }) => at)),
  };
}

function measuredView(
  { component, start, end, lastSeen }: OutageView,
  { titleOf, window }: Scene,
): IncidentView {
  const seconds = (end ?? window[1]) - start;
  return {
    id: `${component}.${start}`,
    source: 'measured',
    title: `${titleOf(component)} was seen down`,
    components: [component],
    impact: 'outage',
    started: start,
    resolved: end,
    seconds,
    measured: [{ component, seconds: lastSeen - start }],
    report: undefined,
    updates: [],
    updated: end ?? start,
  };
}
