import { type Reason, reason } from './reasons.ts';
import type { Origin } from './state.ts';

/** What a continuous backup covers, as RDS tells it now. */
export interface ContinuousBackup {
  /** Undefined: that of the source itself, which is there. Otherwise a replicated or retained one. */
  readonly arn?: string | undefined;
  readonly earliest: Date | undefined;
  readonly latest: Date | undefined;
  /** What the restored database needs at least, in GiB. */
  readonly storage?: number | undefined;
}

/** A snapshot that can be restored: RDS's own, a manual one, or a recovery point of AWS Backup. */
export interface SnapshotBackup {
  readonly arn: string;
  /** When its data is of; a copy keeps the time of its original. */
  readonly takenAt: Date;
  /** What the restored database needs at least, in GiB. */
  readonly storage?: number | undefined;
}

/** What a database can be restored from, in one region. */
export interface Backups {
  readonly continuous: ContinuousBackup | undefined;
  readonly snapshots: readonly SnapshotBackup[];
}

export type Choice =
  | {
      readonly kind: 'at';
      readonly time: Date;
      readonly origin: Origin;
      readonly storage: number | undefined;
    }
  | { readonly kind: 'wait' }
  | { readonly kind: 'impossible'; readonly reason: Reason };

/**
 * Chooses the moment to restore to and the backup that has it. The latest restorable time is read, never assumed
 * (aws-facts 15): when the backup does not reach the wanted time yet, it is waited for. Where no continuous backup
 * covers the time, the newest snapshot before it is taken; what it lost is measured afterwards.
 */
export function choosePoint(to: string, backups: Backups, now: Date): Choice {
  if (to === 'latest') return latestOf(backups);
  const time = new Date(to);
  if (time > now) return impossible('after-last-change', time, reachOf(backups) ?? now);
  const { continuous } = backups;
  if (continuous?.earliest && continuous.latest && time >= continuous.earliest) {
    return time > continuous.latest ? { kind: 'wait' } : fromContinuous(continuous, time);
  }
  const newest = newestOf(backups.snapshots.filter(({ takenAt }) => takenAt <= time));
  if (newest) return fromSnapshot(newest);
  const first = earliestOf(backups);
  return first ? impossible('before-first-backup', time, first) : { kind: 'wait' };
}

function latestOf({ continuous, snapshots }: Backups): Choice {
  const newest = newestOf(snapshots);
  const latest = continuous?.latest;
  if (continuous && latest && !(newest && newest.takenAt > latest)) return fromContinuous(continuous, latest);
  return newest ? fromSnapshot(newest) : { kind: 'wait' };
}

function fromContinuous({ arn, storage }: ContinuousBackup, time: Date): Choice {
  return { kind: 'at', time, origin: { kind: 'continuous', arn }, storage };
}

function fromSnapshot({ arn, takenAt, storage }: SnapshotBackup): Choice {
  return { kind: 'at', time: takenAt, origin: { kind: 'snapshot', arn }, storage };
}

function newestOf(snapshots: readonly SnapshotBackup[]): SnapshotBackup | undefined {
  return snapshots.reduce<SnapshotBackup | undefined>(
    (best, each) => (best && best.takenAt >= each.takenAt ? best : each),
    undefined,
  );
}

function earliestOf({ continuous, snapshots }: Backups): Date | undefined {
  const times = [continuous?.earliest, ...snapshots.map(({ takenAt }) => takenAt)];
  return times.filter(time => time !== undefined).toSorted((a, b) => a.getTime() - b.getTime())[0];
}

/** The newest moment that any backup has. */
function reachOf(backups: Backups): Date | undefined {
  const chosen = latestOf(backups);
  return chosen.kind === 'at' ? chosen.time : undefined;
}

function impossible(code: 'before-first-backup' | 'after-last-change', time: Date, limit: Date): Choice {
  const says = `${time.toISOString()} was asked for, ${limit.toISOString()} is the limit`;
  return { kind: 'impossible', reason: reason(code, says) };
}

/** The reason once waiting for the backup to reach the wanted time has taken too long. */
export function neverReached(to: string, backups: Backups): Reason {
  const latest = reachOf(backups)?.toISOString() ?? 'nothing';
  return reason('after-last-change', `${to} was asked for, it still reaches ${latest}`);
}
