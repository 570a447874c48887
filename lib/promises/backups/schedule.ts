import { CovenantError } from '../../agreement/errors.ts';
import type { Duration } from '../../agreement/units/index.ts';

/** A frequency that no schedule can keep. */
export class TooFrequentError extends CovenantError {
  override readonly name = 'TooFrequentError';
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Hours that divide a day, longest first: only these give gaps of one length. */
const HOURS_IN_STEP = [12, 8, 6, 4, 3, 2, 1] as const;

/** The hour (UTC) of daily backups: after RDS's own backup window and before its maintenance window. */
export const BACKUP_HOUR = 5;

/**
 * The cron expression of AWS Backup whose longest gap is at most `every`. Never less often than promised: 30d becomes
 * weekly, because a month may have 31 days.
 * @throws TooFrequentError below one hour: AWS Backup takes snapshots at most hourly (fact 9).
 */
export function scheduleFor(every: Duration): string {
  if (every.seconds >= 31 * DAY) return `cron(0 ${BACKUP_HOUR} 1 * ? *)`;
  if (every.seconds >= 7 * DAY) return `cron(0 ${BACKUP_HOUR} ? * SUN *)`;
  if (every.seconds >= DAY) return `cron(0 ${BACKUP_HOUR} * * ? *)`;
  const step = HOURS_IN_STEP.find(hours => hours * HOUR <= every.seconds);
  if (!step)
    throw new TooFrequentError(
      `backups every ${every.text}: snapshots are hourly at most, so promise point-in-time`,
    );
  return step === 1 ? 'cron(0 * * * ? *)' : `cron(0 0/${step} * * ? *)`;
}

/**
 * The longest time between two runs of a schedule, in seconds; undefined when it is not of a kind whose gaps are
 * known (then a check must not call it kept).
 */
export function longestGapOf(schedule: string): number | undefined {
  const [minute, hour, day, month, weekday, year] = fieldsOf(schedule);
  if (!isNumber(minute) || month !== '*' || year !== '*') return undefined;
  if (!isNumber(hour)) return everyDay(day, weekday) ? hourGap(hour) : undefined;
  if (everyDay(day, weekday)) return DAY;
  if (day === '?' && /^(SUN|MON|TUE|WED|THU|FRI|SAT|[1-7])$/.test(weekday ?? '')) return 7 * DAY;
  // The 29th to 31st are missing from some months.
  return isNumber(day) && Number(day) <= 28 && weekday === '?' ? 31 * DAY : undefined;
}

function fieldsOf(schedule: string): readonly (string | undefined)[] {
  return /^cron\((.*)\)$/.exec(schedule)?.[1]?.split(/\s+/) ?? [];
}

function isNumber(field: string | undefined): boolean {
  return /^\d+$/.test(field ?? '');
}

function everyDay(day: string | undefined, weekday: string | undefined): boolean {
  return (day === '*' && weekday === '?') || (day === '?' && weekday === '*');
}

function hourGap(hour: string | undefined): number | undefined {
  if (hour === '*') return HOUR;
  const step = Number(/^(?:0|\*)\/(\d+)$/.exec(hour ?? '')?.[1]);
  return step > 0 && 24 % step === 0 ? step * HOUR : undefined;
}
