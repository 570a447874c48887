import { randomBytes } from 'node:crypto';
import { sleep } from '../postgres/time.ts';
import type { Workspace } from '../postgres/workspace.ts';
import { beatWhile } from './agent.ts';
import { instanceNotFound } from './aws-error.ts';
import { BackupStore } from './backup-store.ts';
import { EventLog } from './events.ts';
import type { Form } from './form.ts';
import type { Instance } from './instance.ts';
import { watchUntilDead } from './monitor.ts';
import { Objects } from './objects.ts';
import { Secrets } from './secrets.ts';
import type { Snapshot } from './snapshot.ts';

export interface LocalRdsOptions {
  /** The WAL segment size of new instances, and so of what is archived at a time. @default 1 */
  readonly segmentMegabytes?: number | undefined;
  /** Seconds after which WAL is archived though its segment is not full; RDS: 300. @default 1 */
  readonly archiveEvery?: number | undefined;
}

/** A continuous backup that can be restored without its instance: replicated to another region, or retained. */
export interface AutomatedBackup {
  readonly arn: string;
  readonly region: string;
  readonly source: Instance;
  readonly store: BackupStore;
  readonly retention: number;
  readonly kmsKeyId: string | undefined;
  status: 'active' | 'replicating' | 'retained';
}

/** Sees every call before it is carried out; may change it, or throw an AwsError. Faults are injected here. */
export type Interceptor = (call: {
  readonly action: string;
  readonly region: string;
  readonly form: Form;
}) => void | Promise<void>;

/** The state of the local RDS: what exists in it, in every region. */
export class LocalRds {
  readonly workspace: Workspace;
  readonly events = new EventLog();
  readonly secrets = new Secrets();
  readonly objects = new Objects();
  readonly instances = new Map<string, Instance>();
  readonly snapshots = new Map<string, Snapshot>();
  readonly automatedBackups = new Map<string, AutomatedBackup>();
  readonly interceptors: Interceptor[] = [];
  /** Keys that were disabled: nothing encrypted with them can be restored. */
  readonly disabledKeys = new Set<string>();
  readonly segmentMegabytes: number;
  readonly archiveEvery: number;
  #open = true;

  constructor(workspace: Workspace, options: LocalRdsOptions = {}) {
    this.workspace = workspace;
    this.segmentMegabytes = options.segmentMegabytes ?? 1;
    this.archiveEvery = options.archiveEvery ?? 1;
  }

  get open(): boolean {
    return this.#open;
  }

  /** @throws AwsError DBInstanceNotFound */
  instance(region: string, id: string): Instance {
    const found = this.instances.get(keyOf(region, id));
    if (!found) throw instanceNotFound(id);
    return found;
  }

  add(instance: Instance): void {
    this.instances.set(keyOf(instance.init.region, instance.id), instance);
  }

  remove(instance: Instance): void {
    this.instances.delete(keyOf(instance.init.region, instance.id));
  }

  newStore(resourceId: string): BackupStore {
    return new BackupStore(this.workspace, resourceId, this.segmentMegabytes * 1024 * 1024);
  }

  tell(instance: Instance, category: string, message: string): void {
    const { region } = instance.init;
    this.events.add({ region, source: instance.id, category, message, date: new Date() });
  }

  /** Does something to an instance after what is already being done to it, without making the caller wait. */
  later(instance: Instance, work: () => Promise<void>): void {
    instance.work = instance.work.then(work).catch(error => {
      if (!this.#open || !this.#has(instance)) return;
      instance.status = instance.isRestore ? 'incompatible-restore' : 'failed';
      this.tell(instance, 'failure', error instanceof Error ? error.message : String(error));
    });
  }

  #has(instance: Instance): boolean {
    return this.instances.get(keyOf(instance.init.region, instance.id)) === instance;
  }

  /** Keeps an instance's archive moving and its standby ready to take over, for as long as it exists. */
  attend(instance: Instance): void {
    void beatWhile(instance, () => this.#open && this.#has(instance));
    this.#guard(instance).catch(error => this.tell(instance, 'failure', `failover failed: ${String(error)}`));
  }

  async #guard(instance: Instance): Promise<void> {
    const exists = () => this.#open && this.#has(instance);
    while (exists()) {
      const { primary } = instance;
      const same = () => exists() && instance.primary === primary && instance.status !== 'deleting';
      const dead = await watchUntilDead(primary, same);
      if (dead && same() && instance.standby) await this.#failOver(instance);
      else await sleep(200);
    }
  }

  async #failOver(instance: Instance): Promise<void> {
    this.tell(instance, 'failover', 'Multi-AZ instance failover started.');
    await instance.failOver();
    this.tell(instance, 'failover', 'Multi-AZ instance failover completed');
    this.later(instance, () => instance.replaceStandby());
  }

  /** Waits until nothing is being done to any instance. */
  async idle(): Promise<void> {
    await Promise.all([...this.instances.values()].map(instance => instance.work));
  }

  /** Ends everything. The workspace itself is closed by whoever made it. */
  async close(): Promise<void> {
    this.#open = false;
    for (const instance of this.instances.values()) instance.closeLinks();
    this.instances.clear();
  }
}

export function keyOf(region: string, id: string): string {
  return `${region}/${id.toLowerCase()}`;
}

/** RDS's form: `db-` and 26 capital letters and digits. */
export function newResourceId(): string {
  return `db-${randomBytes(26).reduce((text, byte) => text + LETTERS[byte % LETTERS.length], '')}`;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
