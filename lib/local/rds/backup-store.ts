import { rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { archived } from '../postgres/archive.ts';
import { type BaseBackup, takeBaseBackup } from '../postgres/base-backup.ts';
import type { Cluster } from '../postgres/cluster.ts';
import { copyFolder } from '../postgres/copy.ts';
import {
  archivedSegments,
  archivedUpTo,
  bytesOf,
  segmentNumber,
  timelineHistories,
} from '../postgres/wal.ts';
import type { Workspace } from '../postgres/workspace.ts';

/** A commit of the instance's own agent: once its WAL is archived, every earlier moment can be restored. */
interface Heartbeat {
  readonly at: Date;
  readonly end: bigint;
}

export interface RestoreWindow {
  readonly earliest: Date | undefined;
  readonly latest: Date | undefined;
}

/** The continuous backup of one instance: base backups, and the WAL since. */
export class BackupStore {
  readonly archive: string;
  readonly bases: BaseBackup[] = [];
  readonly segmentBytes: number;
  readonly #workspace: Workspace;
  readonly #name: string;
  readonly #readers = new Set<Promise<unknown>>();
  #heartbeats: Heartbeat[] = [];
  #latest: Date | undefined;

  constructor(workspace: Workspace, name: string, segmentBytes: number) {
    this.#workspace = workspace;
    this.#name = name;
    this.segmentBytes = segmentBytes;
    this.archive = workspace.folder('backups', name, 'archive');
  }

  async takeBase(cluster: Cluster): Promise<void> {
    const folder = this.#workspace.folder('backups', this.#name, `base-${this.bases.length + 1}`);
    const base = await takeBaseBackup(cluster, folder);
    await archived(cluster, this.archive, base.stop, this.segmentBytes);
    this.bases.push(base);
  }

  /** Notes a commit at `at` whose record ends before `lsn`. */
  beat(at: Date, lsn: string): void {
    this.#heartbeats.push({ at, end: bytesOf(lsn) });
  }

  /** The times between which any can be restored, as the archive stands now. */
  window(): RestoreWindow {
    const earliest = this.bases[0]?.at;
    const reach = archivedUpTo(this.archive, this.segmentBytes);
    for (const beat of this.#heartbeats) if (beat.end <= reach) this.#latest = beat.at;
    this.#heartbeats = this.#heartbeats.filter(beat => beat.end > reach);
    const latest = earliest && this.#latest && this.#latest > earliest ? this.#latest : earliest;
    return { earliest, latest };
  }

  /** The newest base backup that was complete at `time`. */
  baseFor(time: Date): BaseBackup | undefined {
    return this.bases.filter(base => base.at <= time).at(-1);
  }

  /** Copies to `other` what it does not have yet, as replication to another region does. */
  async copyNewTo(other: BackupStore): Promise<void> {
    const { latest } = this.window();
    for (const base of this.bases.slice(other.bases.length)) await other.#take(base);
    const have = new Set([...archivedSegments(other.archive), ...timelineHistories(other.archive)]);
    const all = [...archivedSegments(this.archive), ...timelineHistories(this.archive)];
    for (const name of all.filter(name => !have.has(name))) {
      await this.#copyTo(other, name);
    }
    other.#latest = latest;
  }

  /** Copies the newest base backup and the WAL that makes it consistent: what a snapshot is. */
  async copyLastTo(snapshot: BackupStore): Promise<void> {
    const base = this.bases.at(-1);
    if (!base) return;
    await snapshot.#take(base);
    const size = BigInt(this.segmentBytes);
    const [first, last] = [bytesOf(base.start) / size, bytesOf(base.stop) / size];
    const needed = archivedSegments(this.archive).filter(name => {
      const number = segmentNumber(name, this.segmentBytes);
      return number >= first && number <= last;
    });
    for (const name of [...needed, ...timelineHistories(this.archive)]) {
      await this.#copyTo(snapshot, name);
    }
  }

  /** PostgreSQL reads the WAL where it lies, so the copy has to belong to its account too. */
  async #copyTo(other: BackupStore, name: string): Promise<void> {
    const to = join(other.archive, name);
    await copyFile(join(this.archive, name), to);
    this.#workspace.own(to);
  }

  async #take(base: BaseBackup): Promise<void> {
    const folder = this.#workspace.folder('backups', this.#name, `base-${this.bases.length + 1}`);
    await copyFolder(base.folder, folder, { owner: this.#workspace.account });
    this.bases.push({ ...base, folder });
  }

  /** Keeps the backup while something is made from it. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const reading = work();
    this.#readers.add(reading);
    try {
      return await reading;
    } finally {
      this.#readers.delete(reading);
    }
  }

  /** Removes it, once nothing reads it any more. */
  async remove(): Promise<void> {
    await Promise.allSettled(this.#readers);
    const folder = join(this.#workspace.root, 'backups', this.#name);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
