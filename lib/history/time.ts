/** Numbers above this are milliseconds: as seconds they would lie after the year 5000. */
const MILLISECONDS_FROM = 100_000_000_000;

const DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Epoch seconds of a time as exports write it: epoch seconds or milliseconds, or ISO 8601 with an offset. A time
 * without an offset is refused (undefined): guessing its zone could move an outage into another month.
 */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? fromEpoch(value) : undefined;
  if (typeof value !== 'string') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return fromEpoch(Number(value));
  if (!DATE_TIME.test(value)) return undefined;
  // Date.parse reads a complete ISO time with its offset exactly, fifty times as fast as Temporal; it takes 30 February
  // for 2 March, so days that a month may lack are looked at again.
  const milliseconds = Date.parse(value.replace(' ', 'T'));
  if (Number.isNaN(milliseconds) || !dayExists(value)) return undefined;
  return milliseconds / 1000;
}

function dayExists(value: string): boolean {
  const day = Number(value.slice(8, 10));
  if (day < 29) return day > 0;
  const year = Number(value.slice(0, 4));
  const month = Number(value.slice(5, 7));
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Epoch seconds of a number that may be milliseconds. */
export function fromEpoch(value: number): number {
  return value > MILLISECONDS_FROM ? value / 1000 : value;
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + (text.charCodeAt(at + 1) - 48);
}

/** The seconds since midnight in `2026-10-07T10:00:00Z`, or NaN. */
function sinceMidnight(text: string): number {
  const [hours, minutes, seconds] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  const isClock = text[13] === ':' && text[16] === ':' && hours >= 0 && minutes >= 0 && seconds >= 0;
  return isClock && hours < 24 && minutes < 60 && seconds < 60
    ? hours * 3600 + minutes * 60 + seconds
    : Number.NaN;
}

/**
 * A reader of many times in a row, the same as `timeOf`: points of one day follow each other, so the day of the usual
 * form `2026-10-07T10:00:00Z` is read once and only the clock again.
 */
export function timeReader(): (value: unknown) => number | undefined {
  let day = '';
  let midnight = 0;
  return value => {
    if (typeof value !== 'string' || value.length !== 20 || value[10] !== 'T' || value[19] !== 'Z')
      return timeOf(value);
    const clock = sinceMidnight(value);
    if (Number.isNaN(clock)) return timeOf(value);
    if (day !== '' && value.startsWith(day)) return midnight + clock;
    const time = timeOf(value);
    if (time !== undefined) {
      day = value.slice(0, 10);
      midnight = time - clock;
    }
    return time;
  };
}
