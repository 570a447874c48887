import type { Agreement } from '../promises/agreement.ts';
import { type Exclusion, judgeExclusions, type Refused } from '../promises/availability/exclusions.ts';
import { type History, within } from '../promises/availability/history.ts';
import { chooseSeries } from '../promises/availability/series.ts';
import { type Interval, spansOf } from '../promises/availability/spans.ts';
import { type ComponentView, componentOf, type State, worstOf } from './components.ts';
import { DAYS_SHOWN, daysUntil } from './days.ts';
import { type IncidentView, incidentsOf } from './incidents.ts';
import { type Joined, join } from './joined.ts';
import { type MaintenanceView, maintenanceOf } from './maintenance.ts';
import { type MeasureView, measuresOf } from './measures.ts';
import type { Notices } from './notices.ts';
import { type OutageView, outagesOf } from './outages.ts';

/** What a status page is made of. The same input always gives the same page: nothing here reads a clock. */
export interface StatusInput {
  readonly environment: string;
  /** The host name of the service, which makes ids in feeds and calendars unique. */
  readonly host: string;
  readonly agreement: Agreement;
  readonly histories: readonly History[];
  readonly notices: Notices;
  /** The instant of the page in epoch seconds: later history, updates and announcements are not known yet. */
  readonly asOf: number;
  /** Series of the histories that stand for components, where their names differ. */
  readonly map?: Readonly<Record<string, string>>;
}

/** Everything that the page, the feeds, the calendar, the badges and status.json show. */
export interface StatusModel {
  readonly environment: string;
  readonly host: string;
  readonly agreement: Agreement;
  readonly asOf: number;
  readonly state: State;
  readonly components: readonly ComponentView[];
  readonly incidents: readonly IncidentView[];
  readonly maintenance: readonly MaintenanceView[];
  readonly measures: readonly MeasureView[];
  readonly notes: readonly string[];
}

/** Reads agreement, histories and notices as one status page. @throws UsageError when `map` names no series. */
export function statusOf(input: StatusInput): StatusModel {
  const { agreement, asOf, notices } = input;
  const joined = named(join(input.histories, asOf), input);
  const names = namesIn(agreement, joined.history);
  const titleOf = (name: string) => agreement.components?.[name]?.title ?? name;
  const days = daysUntil(asOf, agreement.zone, DAYS_SHOWN);
  const window: Interval = [days[0]?.window[0] ?? asOf, asOf];
  const measures = measuresOf(agreement, joined, asOf);
  const { exclusions } = joined.history;
  const judged = judgedBy(measures, exclusions);
  const outages = names.flatMap(name => outagesIn(name, joined, window));
  const scene = { components: names, titleOf, outages, window };
  const maintenance = maintenanceOf(notices.maintenance ?? [], { ...scene, exclusions, ...judged });
  const incidents = incidentsOf(notices.incidents ?? [], { ...scene, maintenance });
  const components = names.map(name =>
    componentOf(name, titleOf(name), seen(name, joined, window), {
      ...{ window: wide(window), days, incidents, maintenance },
      excluded: spansFor(judged.accepted, name),
    }),
  );
  const { environment, host } = input;
  const state = worstOf(components);
  const notes = joined.history.notes;
  return { environment, host, agreement, asOf, state, components, incidents, maintenance, measures, notes };
}

/** The agreement's components; where no series stands for any of them, the series themselves. */
function namesIn(agreement: Agreement, { components }: History): readonly string[] {
  const own = Object.keys(agreement.components ?? {});
  const seen = Object.keys(components);
  return seen.length === 0 || own.some(name => seen.includes(name)) ? own : seen;
}

/** The histories with the names of the agreement's components, as the measurement chooses them. */
function named(joined: Joined, { agreement, map = {} }: StatusInput): Joined {
  const { history, notes } = chooseSeries(joined.history, Object.keys(agreement.components ?? {}), { map });
  const covered = Object.fromEntries(
    Object.keys(history.components).map(name => [name, joined.covered[map[name] ?? name] ?? []]),
  );
  return { history: { ...history, notes: [...history.notes, ...notes] }, covered };
}

/** What every way of measuring that the agreement names accepts; what any of them refuses. */
function judgedBy(measures: readonly MeasureView[], exclusions: readonly Exclusion[]) {
  const ways = measures.filter(({ measuring }) => measuring.named);
  const verdicts = ways.map(({ measuring }) => judgeExclusions(exclusions, measuring.excludes));
  const refused: Refused[] = verdicts.flatMap(verdict => verdict.refused);
  const out = new Set(refused.map(({ id }) => id));
  return { accepted: verdicts.length === 0 ? [] : exclusions.filter(({ id }) => !out.has(id)), refused };
}

function spansFor(accepted: readonly Exclusion[], component: string) {
  const own = accepted.filter(({ components }) => components === undefined || components.includes(component));
  return spansOf(own.map(({ start, end }): Interval => [start, end]));
}

/** One day further than is shown, so that a state which began before the first day is seen to have begun before. */
function wide([from, now]: Interval): Interval {
  return [from - 86_400, now];
}

function seen(name: string, { history }: Joined, window: Interval) {
  const observed = history.components[name] ?? { down: [], unknown: [...wide(window)] };
  return within(observed, [history.from, history.until], wide(window));
}

function outagesIn(name: string, joined: Joined, window: Interval): readonly OutageView[] {
  return outagesOf(name, seen(name, joined, window), window);
}
