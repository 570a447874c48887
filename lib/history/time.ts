import { instantOf } from '../promises/availability/month.ts';

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
  try {
    return instantOf(value.replace(' ', 'T'));
  } catch {
    return undefined;
  }
}

function fromEpoch(value: number): number {
  return value > MILLISECONDS_FROM ? value / 1000 : value;
}
