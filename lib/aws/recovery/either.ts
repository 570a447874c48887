import type { Rds } from './ports.ts';

/**
 * Instances and Multi-AZ clusters behind one port. An identifier belongs to a cluster when RDS knows a cluster of
 * that name, and to an instance otherwise; only instances are restored from a backup of their own (aws-facts 7).
 */
export function eitherRds(instances: Rds, clusters: Rds): Rds {
  const owner = async (id: string) => ((await clusters.find(id)) ? clusters : instances);
  return {
    find: async id => (await clusters.find(id)) ?? instances.find(id),
    window: async (source, backup) =>
      (backup === undefined ? await clusters.window(source, backup) : undefined) ??
      instances.window(source, backup),
    restore: async order =>
      (order.backup === undefined ? await owner(order.source) : instances).restore(order),
    set: async (id, settings, names) => (await owner(id)).set(id, settings, names),
    unprotect: async id => (await owner(id)).unprotect(id),
    rename: async (id, to) => (await owner(id)).rename(id, to),
    remove: async id => (await owner(id)).remove(id),
    failures: async id => [...(await clusters.failures(id)), ...(await instances.failures(id))],
  };
}
