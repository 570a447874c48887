import type { Backups } from '../../promises/recovery/point.ts';
import type { RowCounts } from '../../promises/recovery/rows.ts';
import type { DatabaseSettings, SettingName } from '../../promises/recovery/settings.ts';
import type { Checks, Origin } from '../../promises/recovery/state.ts';

export interface DatabaseInstance {
  readonly id: string;
  readonly status: string;
  readonly address: string | undefined;
  readonly port: number | undefined;
  readonly secretArn: string | undefined;
  readonly settings: DatabaseSettings;
  readonly tags: Readonly<Record<string, string>>;
}

export interface RestoreOrder {
  readonly source: string;
  readonly origin: Origin;
  readonly target: string;
  /** Of a continuous backup; a snapshot has one moment only. */
  readonly time: Date;
  readonly settings: DatabaseSettings;
  readonly tags: Readonly<Record<string, string>>;
}

/** RDS answers that it will not do it; trying again changes nothing. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** What a restore needs of RDS. */
export interface Rds {
  /** Undefined when RDS says there is none, which it may also say of an instance that is seconds old. */
  find(id: string): Promise<DatabaseInstance | undefined>;
  /** What a database can be restored from in this region; only the one backup when its ARN is given. */
  backups(source: string, backup: string | undefined): Promise<Backups>;
  /** @throws RefusedError */
  restore(order: RestoreOrder): Promise<'begun' | 'exists'>;
  set(id: string, settings: DatabaseSettings, names: readonly SettingName[]): Promise<void>;
  unprotect(id: string): Promise<void>;
  rename(id: string, to: string): Promise<void>;
  /** Settled when RDS is deleting it or denies that it exists. */
  remove(id: string): Promise<void>;
  /** What RDS reported of an instance that failed. */
  failures(id: string): Promise<readonly string[]>;
}

export interface Inspection {
  /** When the application query was first answered correctly. */
  readonly answeredAt: Date | undefined;
  readonly answer: string;
  readonly rows: RowCounts;
  readonly newestMarker: Date | undefined;
  /** Indexes that are missing or invalid, and foreign keys that point to nothing. */
  readonly lostIndexes: readonly string[];
  readonly brokenKeys: readonly string[];
}

/** The restored database did not answer in the time the checks may take. */
export class InspectionTimeoutError extends Error {
  override readonly name = 'InspectionTimeoutError';
}

/** Looks into a restored database. @throws InspectionTimeoutError */
export type Inspect = (instance: DatabaseInstance, checks: Checks) => Promise<Inspection>;

export type Clock = () => Date;
