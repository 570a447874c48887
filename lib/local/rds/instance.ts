import type { DatabaseSettings } from '../../promises/recovery/settings.ts';
import { Cluster } from '../postgres/cluster.ts';
import { Relay } from '../postgres/relay.ts';
import { makeStandby } from '../postgres/standby.ts';
import { sleep } from '../postgres/time.ts';
import type { Workspace } from '../postgres/workspace.ts';
import type { BackupStore } from './backup-store.ts';
import type { Tag } from './form.ts';

/** The states of an instance that this environment passes through, in RDS's words. */
export type InstanceStatus =
  | 'creating'
  | 'backing-up'
  | 'available'
  | 'modifying'
  | 'renaming'
  | 'rebooting'
  | 'deleting'
  | 'failed'
  | 'incompatible-restore';

export interface InstanceInit {
  readonly id: string;
  readonly region: string;
  readonly resourceId: string;
  readonly created: Date;
  readonly engineVersion: string;
  readonly masterUsername: string;
  readonly databaseName: string | undefined;
  readonly kmsKeyId: string | undefined;
  readonly encrypted: boolean;
  readonly replicaOf: string | undefined;
}

interface Standby {
  readonly cluster: Cluster;
  readonly link: Relay;
}

const REPLACE_AFTER_MS = 500;

/** A DB instance: its settings, and the PostgreSQL servers behind its endpoint. */
export class Instance {
  id: string;
  readonly init: InstanceInit;
  readonly workspace: Workspace;
  readonly endpoint = new Relay();
  readonly backups: BackupStore;
  settings: DatabaseSettings;
  tags: readonly Tag[];
  status: InstanceStatus = 'creating';
  /** Whether it was made from a backup: RDS names its failures otherwise. */
  isRestore = false;
  secretArn: string | undefined;
  replicaOf: string | undefined;
  /** A read replica's link to its source. */
  sourceLink: Relay | undefined;
  primary: Cluster;
  standby: Standby | undefined;
  /** Every link to a standby, also to one that is still being made. */
  readonly links = new Set<Relay>();
  /** What is being done to it now; every action waits for the one before. */
  work: Promise<void> = Promise.resolve();
  #nodes = 0;
  #closed = false;
  /** Primaries that a failover replaced: dead, but their files are still there. */
  readonly #lost: Cluster[] = [];

  constructor(
    workspace: Workspace,
    init: InstanceInit,
    settings: DatabaseSettings,
    tags: readonly Tag[],
    backups: BackupStore,
  ) {
    this.workspace = workspace;
    this.init = init;
    this.id = init.id;
    this.replicaOf = init.replicaOf;
    this.settings = settings;
    this.tags = tags;
    this.backups = backups;
    this.primary = this.newNode();
  }

  get arn(): string {
    return `arn:aws:rds:${this.init.region}:000000000000:db:${this.id}`;
  }

  newNode(): Cluster {
    this.#nodes += 1;
    return new Cluster(this.workspace, `${this.init.resourceId}-node${this.#nodes}`);
  }

  /** Leads the endpoint to the primary. */
  async open(): Promise<void> {
    if (this.endpoint.port === 0) await this.endpoint.listen();
    this.endpoint.pointAt(this.primary.port);
  }

  /** Adds a standby: synchronous is what Multi-AZ means; asynchronous is the control that must lose rows. */
  async addStandby(synchronous = true): Promise<void> {
    const link = await new Relay(this.primary.port).listen();
    this.links.add(link);
    // Whoever closed the links meanwhile did not know of this one, and an open one keeps the process alive.
    if (this.#closed) return link.close();
    const cluster = this.newNode();
    const name = `standby_${this.#nodes}`;
    await makeStandby(this.primary, cluster, { name, link, synchronous });
    // Only now may it be promoted.
    this.standby = { cluster, link };
  }

  async dropStandby(): Promise<void> {
    const old = this.standby;
    this.standby = undefined;
    if (!old) return;
    await this.primary.query('alter system reset synchronous_standby_names');
    await this.primary.query('select pg_reload_conf()');
    old.link.close();
    await old.cluster.destroy();
    await this.primary.query(
      'select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active',
    );
  }

  /** Kills the primary (fencing comes first, or two would take writes), promotes the standby, moves the endpoint. */
  async failOver(): Promise<void> {
    const next = this.standby;
    if (!next) throw new Error(`${this.id} has no standby`);
    this.standby = undefined;
    const old = this.primary;
    if (!old.ended) await old.kill();
    next.link.close();
    await next.cluster.promoted();
    this.primary = next.cluster;
    this.endpoint.pointAt(next.cluster.port);
    this.#lost.push(old);
  }

  /**
   * Makes the next standby after a failover. The copy and the removal of the lost primary's files take the whole disk,
   * so the writers, who have been waiting, have it first.
   */
  async replaceStandby(): Promise<void> {
    await sleep(REPLACE_AFTER_MS);
    if (this.#closed) return;
    await this.#removeLost();
    await this.addStandby();
  }

  async #removeLost(): Promise<void> {
    for (const cluster of this.#lost.splice(0)) await cluster.destroy();
  }

  closeLinks(): void {
    this.#closed = true;
    this.endpoint.close();
    this.sourceLink?.close();
    for (const link of this.links) link.close();
  }

  async destroy(): Promise<void> {
    this.closeLinks();
    await this.#removeLost();
    await this.standby?.cluster.destroy();
    await this.primary.destroy();
  }
}
