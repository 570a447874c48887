import { isoOf } from '../promises/availability/month.ts';
import type { ComponentMonth } from '../promises/availability/rules.ts';
import { percentText } from '../promises/availability/uptime.ts';
import type { ComponentView } from './components.ts';
import type { IncidentView } from './incidents.ts';
import type { MaintenanceView } from './maintenance.ts';
import type { MeasureView, MonthView } from './measures.ts';
import type { StatusModel } from './model.ts';
import type { Downtime } from './outages.ts';
import { sentence } from './words.ts';

/** Raised when a field is taken away or changes its meaning; added fields do not raise it. */
const SHAPE = 1;
/** Uptime is written with so many digits after the point, cut off. */
const DIGITS = 8;

/** The stable shape of status.json and of `covenant status --json`; docs/status-page.md describes it. */
export function statusJson(model: StatusModel) {
  const { agreement, environment, asOf } = model;
  return {
    shape: SHAPE,
    environment,
    agreement: { name: agreement.agreement, version: agreement.version, zone: agreement.zone },
    asOf: isoOf(asOf),
    state: model.state,
    summary: sentence(model),
    components: model.components.map(componentJson),
    uptime: model.measures.map(measureJson),
    incidents: model.incidents.map(incidentJson),
    maintenance: model.maintenance.map(maintenanceJson),
    notes: model.notes,
  };
}

/** As a file. */
export function statusText(model: StatusModel): string {
  return `${JSON.stringify(statusJson(model))}\n`;
}

function time(instant: number | undefined): string | null {
  return instant === undefined ? null : isoOf(instant);
}

function componentJson({ name, title, state, lastSeen, days }: ComponentView) {
  return {
    name,
    title,
    state,
    lastSeen: time(lastSeen),
    days: days.map(day => ({
      date: day.date,
      state: day.state,
      downtimeMinutes: minutes(day.down),
      excludedMinutes: minutes(day.excluded),
      unknownMinutes: minutes(day.unknown),
    })),
  };
}

function measureJson({ plans, terms, measuring, clauses, months, notes }: MeasureView) {
  return {
    plans,
    clauses,
    commitment: terms?.commitment ?? null,
    promise: terms?.promise?.text ?? null,
    policy: measuring.named ? terms?.measured && policyJson(terms.measured) : null,
    months: months.map(monthJson),
    notes,
  };
}

function policyJson(measured: NonNullable<NonNullable<MeasureView['terms']>['measured']>) {
  const { order, scope, missing, denominator, combine, threshold = 'exclusive' } = measured;
  return {
    order,
    scope,
    missing,
    denominator,
    combine,
    threshold,
    countsAfter: measured['counts-after'].text,
  };
}

/** Numbers only where the history covers the time: a month that nobody watched has no uptime. */
function monthJson({ month, state, deciding, components }: MonthView) {
  return {
    month,
    state,
    below: deciding.below ?? null,
    ...measurementJson(deciding, state),
    components: components.map(item => ({ component: item.component, ...measurementJson(item, state) })),
  };
}

function measurementJson({ measurement }: ComponentMonth, state: MonthView['state']) {
  if (state === 'incomplete') {
    return {
      uptime: null,
      downtimeMinutes: null,
      excludedMinutes: null,
      unknownMinutes: minutes(measurement.unknown),
    };
  }
  return {
    uptime: Number(percentText(measurement.uptime, DIGITS)),
    downtimeMinutes: minutes(measurement.counted),
    excludedMinutes: minutes(measurement.excluded),
    unknownMinutes: minutes(measurement.unknown),
  };
}

function downtimeJson({ component, seconds }: Downtime) {
  return { component, downtimeMinutes: minutes(seconds) };
}

/** Minutes to three digits after the point, cut off, for reading; uptime is never computed from them. */
function minutes(seconds: number): number {
  return Math.floor((seconds * 1000) / 60) / 1000;
}

function incidentJson({ started, resolved, updated, measured, updates, report, ...rest }: IncidentView) {
  return {
    ...rest,
    open: resolved === undefined,
    started: isoOf(started),
    resolved: time(resolved),
    measured: measured.map(downtimeJson),
    report: report ?? null,
    updates: updates.map(({ at, state, text }) => ({ at: isoOf(at), state: state ?? null, text })),
    updated: isoOf(updated),
  };
}

function maintenanceJson(window: MaintenanceView) {
  const { from, until, announced, cancelled, notice, kind, text, measured, ...rest } = window;
  return {
    ...rest,
    kind: kind ?? null,
    from: isoOf(from),
    until: isoOf(until),
    announced: time(announced),
    noticeMinutes: notice === undefined ? null : minutes(notice),
    cancelled: time(cancelled),
    measured: measured.map(downtimeJson),
    text: text ?? null,
  };
}
