import { parsePercent } from '../../lib/agreement/units/index.ts';
import { instantOf, isoOf, monthOf } from '../../lib/promises/availability/month.ts';
import { warningsDue } from '../../lib/promises/limits/rules.ts';
import type { OpeningHours } from '../../lib/promises/support/hours.ts';
import {
  type BusinessDay,
  dueAfterDays,
  dueAfterOpen,
  updatesDue,
} from '../../lib/promises/support/rules.ts';
import { later } from '../../lib/promises/versioning/rules.ts';
import { isValues, list, number, text, type Values } from './vector.ts';

function hourOf(value: unknown): number {
  const [hours = '0', minutes = '0'] = text(value).split(':');
  return Number(hours) + Number(minutes) / 60;
}

function hoursIn(input: Values): OpeningHours {
  return {
    zone: text(input.tz ?? 'UTC'),
    weekdays: input.weekdays === undefined ? [1, 2, 3, 4, 5] : list(input.weekdays).map(number),
    open: hourOf(input.open ?? 0),
    close: hourOf(input.close ?? 24),
    holidays: list(input.holidays).map(text),
  };
}

function readingOf(words: string): BusinessDay {
  if (/end of/.test(words)) return 'end-of-next-day';
  return /same/.test(words) ? 'same-time-next-day' : 'open-hours';
}

/** Area `clock`: when a response is due, or when each of several updates is. */
export function solveClock(input: Values, alternative: string): Values {
  const hours = hoursIn(input);
  const opened = instantOf(text(input.opened));
  if (input.everyBusinessHours !== undefined) {
    const every = number(input.everyBusinessHours) * 3600;
    return { due: updatesDue(hours, opened, every, number(input.count ?? 1)).map(isoOf) };
  }
  const reading = readingOf(alternative);
  if (input.businessDays === undefined && reading === 'open-hours') {
    return { due: isoOf(dueAfterOpen(hours, opened, number(input.businessHours) * 3600)) };
  }
  const days = number(
    input.businessDays ?? Math.round(number(input.businessHours) / (hours.close - hours.open)),
  );
  return { due: isoOf(dueAfterDays(hours, opened, days, reading)) };
}

/** Area `calendar`: the minutes of every month that is asked for, in every zone. */
export function solveCalendar(input: Values, expected: Values): Values {
  const asked = isValues(input.months) ? input.months : expected;
  const perZone = Object.entries(asked).map(([zone, months]) => {
    const names = isValues(months) ? Object.keys(months) : list(months).map(text);
    return [zone, Object.fromEntries(names.map(name => [name, monthOf(name, zone).seconds / 60]))] as const;
  });
  return Object.fromEntries(perZone);
}

/** Area `quota`: the request at which each warning is given, and how many are accepted and refused. */
export function solveQuota(input: Values): Values {
  const limit = number(input.limit);
  const requests = number(input.requests);
  const accepted = Math.min(limit, requests);
  const warned = list(input.alerts).map(level => {
    const at = [parsePercent(`${text(level)}%`)];
    for (let n = 1; n <= accepted; n++) {
      if (warningsDue(limit, n - 1, n, at).length > 0) return [`alert${text(level)}AtRequest`, n] as const;
    }
    return [`alert${text(level)}AtRequest`, null] as const;
  });
  return { ...Object.fromEntries(warned), accepted, rejected429: requests - accepted };
}

/** Area `deprecation`: a day so many calendar months later. */
export function solveDeprecation(input: Values): Values {
  const months = number(input.months ?? 0) + 12 * number(input.years ?? 0);
  return { date: later(text(input.date), { months, days: number(input.days ?? 0) }) };
}
