import { join, type Seen, UNSEEN } from '../promises/availability/collected.ts';
import { historyOfStored, type StoredSeries } from '../promises/availability/collecting.ts';
import type { Exclusion } from '../promises/availability/exclusions.ts';
import { type Incident, type IncidentLine, incidentsIn } from '../promises/incidents/incident.ts';
import type { PageInput } from '../promises/incidents/page-input.ts';
import { claimsOf } from '../promises/maintenance/rules.ts';
import { type MaintenanceLine, windowsIn } from '../promises/maintenance/window.ts';
import { withArriving } from './arriving.ts';
import { type StatusModel, statusOf } from './model.ts';

/** What was stored until now. */
export interface Stored {
  /** By the name of the series; a series that was never collected is left out. */
  readonly series: ReadonlyMap<string, StoredSeries>;
  /** As they were decided for the measurement. */
  readonly exclusions: readonly Exclusion[];
  readonly incidents: readonly IncidentLine[];
  readonly maintenance: readonly MaintenanceLine[];
}

/** The page of this instant from what was stored; the same input gives the same page, as in `covenant status`. */
export function publishedModel(input: PageInput, stored: Stored, asOf: number): StatusModel {
  const windows = windowsIn(stored.maintenance);
  const ids = new Set(windows.map(({ id }) => id));
  const decided = stored.exclusions.filter(({ id }) => !ids.has(id));
  const exclusions = [...claimsOf(windows, input.maintenance), ...decided];
  const components = new Map(
    Object.entries(input.series).flatMap(([name, series]) => {
      const found = series.flatMap(each => stored.series.get(each.series) ?? []);
      return found.length === 0 ? [] : [[name, joined(found, asOf)] as const];
    }),
  );
  const history = historyOfStored(components, exclusions, [earliest(components, asOf), asOf]);
  const { environment, host, agreement } = input;
  const notices = { incidents: incidentsIn(stored.incidents).map(noticeOf), maintenance: [...windows] };
  return statusOf({ environment, host, agreement, histories: [history], notices, asOf });
}

/** Several services as one: it is known where any of them was looked at, and down where any of them was. */
function joined(found: readonly StoredSeries[], now: number): StoredSeries {
  const seen: Seen = found.map(each => withArriving(each.seen, now)).reduce(join, UNSEEN);
  const since = Math.min(...found.map(({ reach }) => reach.since));
  return { reach: { since, until: now }, seen };
}

function earliest(components: ReadonlyMap<string, StoredSeries>, asOf: number): number {
  return Math.min(asOf, ...[...components.values()].map(({ reach }) => reach.since));
}

function noticeOf({ updates, ...incident }: Incident) {
  return { ...incident, updates: [...updates] };
}
