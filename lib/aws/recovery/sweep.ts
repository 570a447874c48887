import {
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  type RDSClient,
  type Tag,
} from '@aws-sdk/client-rds';
import { TAGS } from '../../promises/recovery/identity.ts';
import type { Rds } from './ports.ts';

/** The restored instances of drills whose lease has run out. A recovery is never swept away: people depend on it. */
export async function expiredTargets(client: RDSClient, now: Date): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of paginateDescribeDBInstances({ client }, {})) {
    for (const each of page.DBInstances ?? []) {
      // Members of a cluster carry its tags and go with it.
      if (each.DBClusterIdentifier === undefined)
        found.push(...expired(each.DBInstanceIdentifier, each.TagList, now));
    }
  }
  return process.env.CLUSTERS === 'true' ? [...found, ...(await expiredClusters(client, now))] : found;
}

async function expiredClusters(client: RDSClient, now: Date): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of paginateDescribeDBClusters({ client }, {})) {
    for (const each of page.DBClusters ?? [])
      found.push(...expired(each.DBClusterIdentifier, each.TagList, now));
  }
  return found;
}

function expired(id: string | undefined, list: readonly Tag[] | undefined, now: Date): readonly string[] {
  const tags = new Map((list ?? []).map(tag => [tag.Key, tag.Value]));
  return id !== undefined && isExpired(tags.get(TAGS.mode), tags.get(TAGS.expires), now) ? [id] : [];
}

export function isExpired(mode: string | undefined, expires: string | undefined, now: Date): boolean {
  return mode === 'drill' && expires !== undefined && new Date(expires) < now;
}

/** One call brings it one step closer to gone; the schedule calls again. */
export async function sweepOne(rds: Rds, id: string): Promise<void> {
  const found = await rds.find(id);
  if (!found || found.status === 'deleting') return;
  if (found.settings.deletionProtection) await rds.unprotect(id);
  await rds.remove(id);
}
