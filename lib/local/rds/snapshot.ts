import type { DatabaseSettings } from '../../promises/recovery/settings.ts';
import type { BackupStore } from './backup-store.ts';
import type { Tag } from './form.ts';
import type { InstanceInit } from './instance.ts';

/** A DB snapshot: one base backup and the WAL that makes it consistent. */
export interface Snapshot {
  readonly id: string;
  readonly region: string;
  readonly of: InstanceInit;
  readonly settings: DatabaseSettings;
  readonly tags: readonly Tag[];
  readonly created: Date;
  readonly store: BackupStore;
  status: 'creating' | 'available' | 'failed';
}

export function snapshotArn(snapshot: Snapshot): string {
  return `arn:aws:rds:${snapshot.region}:000000000000:snapshot:${snapshot.id}`;
}
