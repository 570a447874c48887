import type { Backups } from '../../promises/recovery/point.ts';
import { isOfCluster } from './find-backups.ts';
import type { Rds, RestoreOrder } from './ports.ts';

/**
 * Instances and Multi-AZ clusters behind one port. An identifier belongs to a cluster when RDS knows a cluster of
 * that name, and to an instance otherwise. Where the source is gone its backups tell which it was.
 */
export function eitherRds(instances: Rds, clusters: Rds): Rds {
  const owner = async (id: string) => ((await clusters.find(id)) ? clusters : instances);
  const maker = async ({ source, origin }: RestoreOrder) => {
    if (origin.arn !== undefined) return isOfCluster(origin.arn) ? clusters : instances;
    return owner(source);
  };
  return {
    find: async id => (await clusters.find(id)) ?? instances.find(id),
    backups: async (source, only) => backupsOf(instances, clusters, source, only),
    restore: async order => (await maker(order)).restore(order),
    set: async (id, settings, names) => (await owner(id)).set(id, settings, names),
    unprotect: async id => (await owner(id)).unprotect(id),
    rename: async (id, to) => (await owner(id)).rename(id, to),
    remove: async id => (await owner(id)).remove(id),
    failures: async id => [...(await clusters.failures(id)), ...(await instances.failures(id))],
  };
}

async function backupsOf(
  instances: Rds,
  clusters: Rds,
  source: string,
  only: string | undefined,
): Promise<Backups> {
  if (only !== undefined) return (isOfCluster(only) ? clusters : instances).backups(source, only);
  const ofCluster = await clusters.backups(source, only);
  const isCluster = ofCluster.continuous !== undefined || ofCluster.snapshots.length > 0;
  return isCluster ? ofCluster : instances.backups(source, only);
}
