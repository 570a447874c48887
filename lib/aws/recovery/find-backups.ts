import {
  type DBInstanceAutomatedBackup,
  type DBSnapshot,
  paginateDescribeDBClusterSnapshots,
  paginateDescribeDBInstanceAutomatedBackups,
  paginateDescribeDBSnapshots,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { Backups, ContinuousBackup, SnapshotBackup } from '../../promises/recovery/point.ts';
import { hasCode } from './errors.ts';

/** RDS lists the recovery points of AWS Backup only when asked for their type (API_DescribeDBSnapshots). */
const TYPES = [undefined, 'awsbackup'] as const;

/** An ARN of a continuous backup, such as `arn:aws:rds:eu-west-1:111111111111:auto-backup:ab-…`. */
export function isContinuous(arn: string): boolean {
  return arn.includes(':auto-backup:');
}

/** An ARN of a snapshot of a cluster. */
export function isOfCluster(arn: string): boolean {
  return arn.includes(':cluster-snapshot:');
}

/** What an instance can be restored from in the client's region; only the one backup when its ARN is given. */
export async function instanceBackups(
  client: RDSClient,
  source: string,
  only: string | undefined,
): Promise<Backups> {
  const continuous =
    only === undefined || isContinuous(only) ? await continuousBackup(client, source, only) : undefined;
  const snapshots =
    only === undefined || !isContinuous(only) ? await instanceSnapshots(client, source, only) : [];
  return { continuous, snapshots };
}

/**
 * By the list of all: a look-up by identifier finds backups of instances that exist in this region only
 * (API_DescribeDBInstanceAutomatedBackups), and those of a lost region do not.
 */
async function continuousBackup(
  client: RDSClient,
  source: string,
  only: string | undefined,
): Promise<ContinuousBackup | undefined> {
  const found: DBInstanceAutomatedBackup[] = [];
  for await (const page of paginateDescribeDBInstanceAutomatedBackups({ client }, {})) {
    found.push(...(page.DBInstanceAutomatedBackups ?? []));
  }
  const named = found.filter(each =>
    only === undefined ? each.DBInstanceIdentifier === source : each.DBInstanceAutomatedBackupsArn === only,
  );
  const best = named.toSorted(byUse)[0];
  if (!best) return undefined;
  const { EarliestTime: earliest, LatestTime: latest } = best.RestoreWindow ?? {};
  const own = only === undefined && best.Status === 'active';
  const arn = own ? undefined : best.DBInstanceAutomatedBackupsArn;
  return { arn, earliest, latest, storage: best.AllocatedStorage };
}

/** The one of an instance that is there first, then the newest. */
function byUse(a: DBInstanceAutomatedBackup, b: DBInstanceAutomatedBackup): number {
  const active = Number(b.Status === 'active') - Number(a.Status === 'active');
  return active !== 0 ? active : timeOf(b) - timeOf(a);
}

function timeOf({ RestoreWindow }: DBInstanceAutomatedBackup): number {
  return RestoreWindow?.LatestTime?.getTime() ?? 0;
}

async function instanceSnapshots(
  client: RDSClient,
  source: string,
  only: string | undefined,
): Promise<readonly SnapshotBackup[]> {
  const wanted =
    only === undefined
      ? { Filters: [{ Name: 'db-instance-id', Values: [source] }] }
      : { DBSnapshotIdentifier: only };
  const found: SnapshotBackup[] = [];
  for (const SnapshotType of TYPES) {
    try {
      for await (const page of paginateDescribeDBSnapshots({ client }, { ...wanted, SnapshotType })) {
        found.push(...(page.DBSnapshots ?? []).flatMap(usable));
      }
    } catch (error) {
      if (!hasCode(error, 'DBSnapshotNotFound')) throw error;
    }
  }
  return found;
}

function usable(each: DBSnapshot): readonly SnapshotBackup[] {
  // A copy is as old as its original, whenever it was made.
  const takenAt = each.OriginalSnapshotCreateTime ?? each.SnapshotCreateTime;
  const { DBSnapshotArn: arn, Status, AllocatedStorage: storage } = each;
  return arn !== undefined && takenAt && Status === 'available' ? [{ arn, takenAt, storage }] : [];
}

/** The snapshots of a cluster in the client's region; only the one when its ARN is given. */
export async function clusterSnapshots(
  client: RDSClient,
  source: string,
  only: string | undefined,
): Promise<readonly SnapshotBackup[]> {
  const wanted =
    only === undefined
      ? { Filters: [{ Name: 'db-cluster-id', Values: [source] }] }
      : { DBClusterSnapshotIdentifier: only };
  const found: SnapshotBackup[] = [];
  for (const SnapshotType of TYPES) {
    try {
      for await (const page of paginateDescribeDBClusterSnapshots({ client }, { ...wanted, SnapshotType })) {
        for (const each of page.DBClusterSnapshots ?? []) {
          const { DBClusterSnapshotArn: arn, SnapshotCreateTime: takenAt, Status } = each;
          if (arn !== undefined && takenAt && Status === 'available') found.push({ arn, takenAt });
        }
      }
    } catch (error) {
      if (!hasCode(error, 'DBClusterSnapshotNotFound')) throw error;
    }
  }
  return found;
}
