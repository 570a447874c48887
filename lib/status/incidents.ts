import { type Interval, intersect, lengthOf, spansOf } from '../promises/availability/spans.ts';
import type { IncidentNotice, Update } from './notices.ts';
import type { OutageView } from './outages.ts';

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
  readonly measured: readonly { readonly component: string; readonly seconds: number }[];
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
  /** The time that the page shows; it ends with the instant of the page. */
  readonly window: Interval;
}

/** Open incidents first, then the newest: those written down, and measured outages that none of them explains. */
export function incidentsOf(notices: readonly IncidentNotice[], scene: Scene): readonly IncidentView[] {
  const [from, now] = scene.window;
  const known = notices.filter(({ started, resolved = now }) => started <= now && resolved >= from);
  const written = known.map(notice => writtenView(notice, scene));
  const explained = (outage: OutageView) =>
    written.some(
      incident => incident.components.includes(outage.component) && overlaps(incident, outage, now),
    );
  const measured = scene.outages
    .filter(outage => !explained(outage))
    .map(outage => measuredView(outage, scene));
  return [...written, ...measured].toSorted(
    (a, b) => rank(a) - rank(b) || b.started - a.started || (a.id < b.id ? -1 : 1),
  );
}

function rank({ resolved }: IncidentView): number {
  return resolved === undefined ? 0 : 1;
}

function overlaps({ started, resolved = Infinity }: IncidentView, outage: OutageView, now: number): boolean {
  return outage.start <= Math.min(resolved, now) && started <= outage.lastSeen;
}

/** What was known of a notice at the instant of the page: nothing later than that. */
function writtenView(notice: IncidentNotice, { components, outages, window: [, now] }: Scene): IncidentView {
  const resolved = notice.resolved !== undefined && notice.resolved <= now ? notice.resolved : undefined;
  const updates = (notice.updates ?? []).filter(({ at }) => at <= now).toSorted((a, b) => b.at - a.at);
  const concerned = notice.components ?? components;
  const span: Interval = [notice.started, resolved ?? now];
  return {
    id: notice.id,
    source: 'written',
    title: notice.title,
    components: concerned,
    impact: notice.impact,
    started: notice.started,
    resolved,
    seconds: span[1] - span[0],
    measured: concerned.flatMap(component => downIn(component, outages, span)),
    report: resolved === undefined ? undefined : notice.report,
    updates,
    updated: Math.max(notice.started, resolved ?? 0, ...updates.map(({ at }) => at)),
  };
}

function downIn(component: string, outages: readonly OutageView[], span: Interval) {
  const own = outages.filter(outage => outage.component === component);
  const seconds = lengthOf(
    intersect(spansOf(own.map(({ start, lastSeen }): Interval => [start, lastSeen])), [...span]),
  );
  return seconds > 0 ? [{ component, seconds }] : [];
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
