import { paginateDescribeDBInstances, type RDSClient } from '@aws-sdk/client-rds';
import { TAGS } from '../../promises/recovery/identity.ts';
import type { Rds } from './ports.ts';

/** The restored instances of drills whose lease has run out. A recovery is never swept away: people depend on it. */
export async function expiredTargets(client: RDSClient, now: Date): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of paginateDescribeDBInstances({ client }, {})) {
    for (const { DBInstanceIdentifier: id, TagList } of page.DBInstances ?? []) {
      const tags = new Map((TagList ?? []).map(tag => [tag.Key, tag.Value]));
      if (id && isExpired(tags.get(TAGS.mode), tags.get(TAGS.expires), now)) found.push(id);
    }
  }
  return found;
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
