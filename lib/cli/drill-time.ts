import { UsageError } from '../agreement/errors.ts';

/** RFC 3339: a date, a time and a zone, so that a time means the same on every machine. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i;

/**
 * The wanted time of `--to` in UTC, or `latest` as it is.
 * @throws UsageError when it is not a time, or leaves its zone open
 */
export function wantedTime(to: string | undefined): string | undefined {
  if (to === undefined || to === 'latest') return to;
  const time = new Date(to);
  if (TIME.test(to) && !Number.isNaN(time.getTime())) return time.toISOString();
  const zone = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(to) ? ' with its zone' : '';
  throw new UsageError(
    `--to ${to} is not a time${zone}: write latest, or a time such as 2026-11-21T10:00:00Z`,
  );
}

/**
 * What a person should know of a wanted time before a local drill, whose database is only made now; undefined when
 * it can be reached.
 * @param farthest how far ahead it may lie, in milliseconds
 */
export function unreachable(to: string | undefined, now: Date, farthest: number): string | undefined {
  if (to === undefined || to === 'latest') return undefined;
  const ahead = new Date(to).getTime() - now.getTime();
  const made = `the database of a local drill is made now (${now.toISOString()})`;
  if (ahead < 0) return `${made}, and ${to} is before its first backup: the drill will be red`;
  if (ahead <= farthest) return undefined;
  return `${made} and written to for at most ${farthest / 1000} s; ${to} is later: the drill will be red`;
}
