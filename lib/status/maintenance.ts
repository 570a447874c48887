import type { Exclusion, Refused } from '../promises/availability/exclusions.ts';
import type { Interval } from '../promises/availability/spans.ts';
import type { MaintenanceNotice } from './notices.ts';
import { type Downtime, downtimeIn, type OutageView } from './outages.ts';

export type MaintenanceState = 'scheduled' | 'in-progress' | 'over' | 'cancelled';

/** Whether its downtime counts: as the measurement judged it, or not judged when no history has it on file. */
type Standing =
  | { readonly counts: 'excluded' }
  | { readonly counts: 'counted'; readonly because: string }
  | { readonly counts: 'not-on-file' };

/** One announced maintenance window. All times in epoch seconds. */
export interface MaintenanceView {
  readonly id: string;
  readonly title: string;
  readonly components: readonly string[];
  readonly kind: string | undefined;
  readonly from: number;
  readonly until: number;
  readonly announced: number | undefined;
  /** Elapsed seconds between the announcement and the start; negative when it was announced afterwards. */
  readonly notice: number | undefined;
  readonly cancelled: number | undefined;
  readonly state: MaintenanceState;
  readonly standing: Standing;
  readonly text: string | undefined;
  /** The downtime measured in it. */
  readonly measured: readonly Downtime[];
}

interface Scene {
  readonly components: readonly string[];
  readonly exclusions: readonly Exclusion[];
  readonly outages: readonly OutageView[];
  /** The exclusions that some way of measuring refuses. */
  readonly refused: readonly Refused[];
  readonly window: Interval;
}

/**
 * Windows of maintenance, the next one first, past ones after them with the latest first. A window that only a history
 * knows is shown as well: whatever takes downtime out of the account is on the page.
 */
export function maintenanceOf(
  notices: readonly MaintenanceNotice[],
  scene: Scene,
): readonly MaintenanceView[] {
  const [from, now] = scene.window;
  const ids = new Set(notices.map(({ id }) => id));
  const silent = scene.exclusions
    .filter(({ kind, id }) => kind === 'maintenance' && !ids.has(id))
    .map(noticeOf);
  const shown = [...notices, ...silent].filter(
    ({ announced, until }) => (announced ?? 0) <= now && until >= from,
  );
  return shown.map(notice => viewOf(notice, scene)).toSorted((a, b) => inOrder(a, b, now));
}

type Announced = Omit<MaintenanceNotice, 'announced'> & { readonly announced?: number | undefined };

function noticeOf({ id, start, end, announced, components }: Exclusion): Announced {
  return {
    id,
    title: 'Maintenance',
    from: start,
    until: end,
    ...(announced === undefined ? {} : { announced }),
    ...(components ? { components: [...components] } : {}),
  };
}

function viewOf(notice: Announced, scene: Scene): MaintenanceView {
  const now = scene.window[1];
  const components = notice.components ?? scene.components;
  const cancelled = notice.cancelled !== undefined && notice.cancelled <= now ? notice.cancelled : undefined;
  return {
    id: notice.id,
    title: notice.title,
    components,
    kind: notice.kind,
    from: notice.from,
    until: notice.until,
    announced: notice.announced,
    notice: notice.announced === undefined ? undefined : notice.from - notice.announced,
    cancelled,
    state: cancelled === undefined ? stateAt(notice, now) : 'cancelled',
    standing: standingOf(notice.id, scene),
    text: notice.text,
    measured: downtimeIn(components, scene.outages, [notice.from, notice.until]),
  };
}

function stateAt({ from, until }: { from: number; until: number }, now: number): MaintenanceState {
  return now < from ? 'scheduled' : now < until ? 'in-progress' : 'over';
}

function standingOf(id: string, { exclusions, refused }: Scene): Standing {
  const reason = refused.find(item => item.id === id)?.reason;
  if (reason !== undefined) return { counts: 'counted', because: reason };
  return { counts: exclusions.some(item => item.id === id) ? 'excluded' : 'not-on-file' };
}

function inOrder(a: MaintenanceView, b: MaintenanceView, now: number): number {
  const [aPast, bPast] = [a.until <= now, b.until <= now];
  if (aPast !== bPast) return aPast ? 1 : -1;
  return (aPast ? b.from - a.from : a.from - b.from) || (a.id < b.id ? -1 : 1);
}
