import { type Reason, reason } from './reasons.ts';

/** What a continuous backup covers, as RDS tells it now. */
export interface RestorableWindow {
  readonly earliest: Date | undefined;
  readonly latest: Date | undefined;
}

export type Choice =
  | { readonly kind: 'at'; readonly time: Date }
  | { readonly kind: 'wait' }
  | { readonly kind: 'impossible'; readonly reason: Reason };

/**
 * Chooses the moment to restore to. The latest restorable time is read, never assumed (aws-facts 15): when the
 * backup does not reach the wanted time yet, it is waited for.
 */
export function choosePoint(to: string, window: RestorableWindow, now: Date): Choice {
  const { earliest, latest } = window;
  if (!earliest || !latest) return { kind: 'wait' };
  if (to === 'latest') return { kind: 'at', time: latest };
  const time = new Date(to);
  if (time < earliest) return impossible('before-first-backup', time, earliest);
  if (time > now) return impossible('after-last-change', time, latest);
  return time > latest ? { kind: 'wait' } : { kind: 'at', time };
}

function impossible(code: 'before-first-backup' | 'after-last-change', time: Date, limit: Date): Choice {
  const says = `${time.toISOString()} was asked for, ${limit.toISOString()} is the limit`;
  return { kind: 'impossible', reason: reason(code, says) };
}

/** The reason once waiting for the backup to reach the wanted time has taken too long. */
export function neverReached(to: string, window: RestorableWindow): Reason {
  const latest = window.latest?.toISOString() ?? 'nothing';
  return reason('after-last-change', `${to} was asked for, it still reaches ${latest}`);
}
