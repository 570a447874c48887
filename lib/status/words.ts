import { Temporal } from 'temporal-polyfill';
import type { State } from './components.ts';
import type { DayState } from './days.ts';
import type { IncidentView } from './incidents.ts';
import type { MaintenanceState, MaintenanceView } from './maintenance.ts';
import type { StatusModel } from './model.ts';
import type { Update } from './notices.ts';

export const STATE_WORDS: Readonly<Record<State, string>> = {
  up: 'Up',
  degraded: 'Degraded',
  maintenance: 'In maintenance',
  down: 'Down',
  unknown: 'No data',
};

export const DAY_WORDS: Readonly<Record<DayState, string>> = {
  up: 'up',
  'partly-unknown': 'up when looked at, with gaps',
  maintenance: 'down in maintenance only',
  down: 'down',
  unknown: 'no data',
};

export const MAINTENANCE_WORDS: Readonly<Record<MaintenanceState, string>> = {
  scheduled: 'Scheduled',
  'in-progress': 'In progress',
  over: 'Over',
  cancelled: 'Cancelled',
};

export const IMPACT_WORDS: Readonly<Record<IncidentView['impact'], string>> = {
  outage: 'outage',
  degraded: 'degraded service',
  none: 'no effect on customers',
};

export const UPDATE_WORDS: Readonly<Record<NonNullable<Update['state']>, string>> = {
  investigating: 'Investigating',
  identified: 'Cause identified',
  watching: 'Fixed, watching it',
  resolved: 'Resolved',
};

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** A length of time in its two largest units, cut off: 2 d 3 h, 5 min, 40 s. */
export function lengthText(seconds: number): string {
  let rest = Math.floor(Math.abs(seconds));
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ') || '0 s';
}

/** A day such as 3 November 2026. */
export function dayText(date: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** A month such as November 2026. */
export function monthText(name: string): string {
  const { month, year } = Temporal.PlainYearMonth.from(name);
  return `${MONTHS[month - 1]} ${year}`;
}

/** A local time with its offset, such as 3 November 2026, 05:00 (UTC−05:00): clear on the day when clocks change too. */
export function timeText(instant: number, zone: string): string {
  const { day, clock, offset } = localOf(instant, zone);
  return `${day}, ${clock} (${offset})`;
}

/** Two times, without saying twice what they have in common: 3 November 2026, 05:00 to 06:30 (UTC−05:00). */
export function rangeText(from: number, until: number, zone: string): string {
  const [a, b] = [localOf(from, zone), localOf(until, zone)];
  if (a.offset !== b.offset) return `${timeText(from, zone)} to ${timeText(until, zone)}`;
  return `${a.day}, ${a.clock} to ${a.day === b.day ? '' : `${b.day}, `}${b.clock} (${b.offset})`;
}

function localOf(instant: number, zone: string) {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(instant * 1000)).toZonedDateTimeISO(zone);
  return {
    day: dayText(local.toPlainDate().toString()),
    clock: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    offset: local.offset === '+00:00' ? 'UTC' : `UTC${local.offset.replace('-', '−')}`,
  };
}

/** The state of the service: the worst first, a phrase for each state that some component is in. */
export function phrases({ components }: Pick<StatusModel, 'components'>): readonly string[] {
  const bad = (['down', 'degraded', 'maintenance', 'unknown'] as const).flatMap(state => {
    const titles = components.filter(component => component.state === state).map(({ title }) => title);
    return titles.length > 0 ? [`${phrase(state, titles.length)}: ${some(titles)}`] : [];
  });
  if (bad.length > 0) return bad;
  const [first, second] = components;
  if (!first) return ['No component is measured'];
  return [second ? `All ${components.length} components are up` : `${first.title} is up`];
}

/** The same in one line. */
export function sentence(model: Pick<StatusModel, 'components'>): string {
  return phrases(model).join('. ');
}

const NAMED = 3;

function some(titles: readonly string[]): string {
  const left = titles.length - NAMED;
  return `${titles.slice(0, NAMED).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function phrase(state: Exclude<State, 'up'>, count: number): string {
  const who = count === 1 ? '1 component' : `${count} components`;
  const are = count === 1 ? 'is' : 'are';
  switch (state) {
    case 'down':
      return `${who} ${are} down`;
    case 'degraded':
      return `${who} ${are} degraded`;
    case 'maintenance':
      return `${who} ${are} in maintenance`;
    case 'unknown':
      return `No data on ${who}`;
  }
}

/** Such as `Resolved after 12 min` or `Still open, for 3 h so far`. */
export function lastingText({ resolved, seconds }: IncidentView): string {
  return resolved === undefined
    ? `Still open, for ${lengthText(seconds)} so far`
    : `Resolved after ${lengthText(seconds)}`;
}

/** Such as `announced 50 h before`. */
export function noticeText({ notice }: MaintenanceView): string {
  if (notice === undefined) return 'never announced';
  return notice >= 0
    ? `announced ${lengthText(notice)} before`
    : `announced ${lengthText(notice)} after it began`;
}

/** What its downtime means for the uptime of the agreement. */
export function standingText({ standing }: MaintenanceView): string {
  switch (standing.counts) {
    case 'excluded':
      return 'Downtime in it does not count.';
    case 'counted':
      return `Downtime in it counts: ${standing.because}.`;
    case 'not-on-file':
      return 'Downtime in it counts unless it is put on file as excluded.';
  }
}
