import { RDSClient } from '@aws-sdk/client-rds';
import { sdkRds } from '../lib/aws/recovery/rds.ts';
import { expiredTargets, sweepOne } from '../lib/aws/recovery/sweep.ts';

/** Removes what runs left behind that died: restored instances of drills whose lease has run out. */
export async function handler(): Promise<{ readonly removed: readonly string[] }> {
  const client = new RDSClient({});
  const rds = sdkRds(client);
  const removed: string[] = [];
  for (const id of await expiredTargets(client, new Date())) {
    await sweepOne(rds, id);
    removed.push(id);
  }
  return { removed };
}
