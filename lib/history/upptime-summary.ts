import { Temporal } from 'temporal-polyfill';
import type { History } from '../promises/availability/history.ts';
import { type Interval, spansOf } from '../promises/availability/spans.ts';
import { isList, isObject, unreadable } from './problem.ts';

const DAY = 86_400;

interface Site {
  readonly name: string;
  readonly isDown: boolean;
  /** [start of the day, minutes down] */
  readonly days: readonly (readonly [number, number])[];
}

function dayOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text).toZonedDateTime('UTC').epochMilliseconds / 1000;
  } catch {
    return undefined;
  }
}

function siteOf(file: string, item: unknown, index: number): Site {
  if (!isObject(item)) throw unreadable(file, `entry ${index + 1} is not a site`);
  const name = item.slug ?? item.name;
  if (typeof name !== 'string' || !isObject(item.dailyMinutesDown)) {
    throw unreadable(file, `entry ${index + 1} has no slug and dailyMinutesDown, as an Upptime summary has`);
  }
  const days = Object.entries(item.dailyMinutesDown).map(([text, minutes]): readonly [number, number] => {
    const day = dayOf(text);
    if (day === undefined) throw unreadable(file, `${name} has an entry for "${text}", which is not a day`);
    if (typeof minutes !== 'number' || minutes < 0 || minutes > 1440) {
      throw unreadable(file, `${name} was down ${String(minutes)} minutes on ${text}; a day has 1440`);
    }
    return [day, minutes];
  });
  return { name, isDown: item.status === 'down', days };
}

/** The last moment the summary speaks of: now for a site that is down, else the end of the last day it names. */
function lastMoment({ days, isDown }: Site): number {
  const [day, minutes] = days.toSorted((a, b) => b[0] - a[0])[0] ?? [-Infinity, 0];
  return isDown ? day + minutes * 60 : -Infinity;
}

function covered(sites: readonly Site[]): Interval {
  const starts = sites.flatMap(({ days }) => days.map(([day]) => day));
  const from = Math.min(...starts);
  const open = Math.max(...sites.map(lastMoment));
  return [from, open > from ? open : Math.max(...starts) + DAY];
}

/**
 * Reads Upptime's summary.json: minutes down per day and site. A summary does not say when in a day, nor since when
 * it looked; both readings are stated in the notes and nothing outside of them is taken for up.
 */
export function readUpptimeSummary(file: string, value: readonly unknown[]): History {
  const sites = value.map((item, index) => siteOf(file, item, index));
  if (sites.every(({ days }) => days.length === 0)) {
    throw unreadable(file, 'no site was ever down, so the summary does not say which time it covers');
  }
  const [from, until] = covered(sites);
  const components = sites.map(({ name, days }) => {
    const intervals = days.map(([day, minutes]): Interval => [day, Math.min(day + minutes * 60, until)]);
    return [name, { down: spansOf(intervals), unknown: [] }] as const;
  });
  const notes = [
    "a summary has minutes per day and not their time: each day's downtime is taken for one run from midnight UTC",
    'a summary does not say when it began: time before the first and after the last day it names is unknown',
  ];
  return {
    source: 'upptime-summary',
    from,
    until,
    components: Object.fromEntries(components),
    exclusions: [],
    notes,
  };
}

/** Whether parsed JSON looks like such a summary. */
export function isUpptimeSummary(value: unknown): value is readonly unknown[] {
  return isList(value) && isObject(value[0]) && 'dailyMinutesDown' in value[0];
}
