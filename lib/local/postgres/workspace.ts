import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, accountForPostgres } from './account.ts';
import { type Binaries, copyBinaries, installedBinaries, whyNotRunnable } from './binaries.ts';
import { LocalEnvironmentError } from './errors.ts';
import { forget, remember } from './last-will.ts';
import { killClusters, PREFIX, removeLeftovers, writeOwner } from './leftovers.ts';

export interface WorkspaceOptions {
  /** Where its folder is made. @default the system's folder for temporary files */
  readonly parent?: string | undefined;
  /** Another PostgreSQL. @default the one that npm installed for this platform */
  readonly binaries?: Binaries | undefined;
}

/**
 * A folder in which PostgreSQL clusters live, and everything they leave behind. Closing it ends every process,
 * removes every shared-memory segment and the folder; so do the end of this process and the next workspace,
 * should this process be killed.
 */
export class Workspace {
  readonly root: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  /** The superuser's password, new for each workspace. */
  readonly password = randomBytes(18).toString('base64url');
  #kept = false;

  constructor(options: WorkspaceOptions = {}) {
    const parent = options.parent ?? tmpdir();
    removeLeftovers(parent);
    this.account = accountForPostgres();
    this.root = join(parent, `${PREFIX}${process.pid}-${randomBytes(3).toString('hex')}`);
    mkdirSync(this.root, { recursive: true, mode: 0o755 });
    writeOwner(this.root);
    this.own(this.root);
    remember(this);
    this.binaries = this.#runnable(options.binaries ?? installedBinaries());
    this.folder('clusters');
  }

  #runnable(installed: Binaries): Binaries {
    const why = whyNotRunnable(installed, this.account);
    if (why === undefined) return installed;
    const copied = copyBinaries(installed, this.root);
    const whyNow = whyNotRunnable(copied, this.account);
    if (whyNow === undefined) return copied;
    this.close();
    throw new LocalEnvironmentError(
      `PostgreSQL does not run on this machine: ${whyNow} (in ${installed.native})`,
    );
  }

  /** Makes a folder below the root that PostgreSQL may write to, and gives its path. */
  folder(...names: readonly string[]): string {
    const path = join(this.root, ...names);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    for (let depth = 1; depth <= names.length; depth++) this.own(join(this.root, ...names.slice(0, depth)));
    return path;
  }

  /** Gives a file to the account PostgreSQL runs as. */
  own(path: string): void {
    if (this.account) chownSync(path, this.account.uid, this.account.gid);
  }

  write(path: string, text: string): void {
    writeFileSync(path, text, { mode: 0o600 });
    this.own(path);
  }

  /** The data folder of a cluster of this name. */
  dataFolder(name: string): string {
    return join(this.root, 'clusters', name);
  }

  /** Leaves the folder for a person to look at; the processes end all the same. */
  keep(): void {
    this.#kept = true;
    writeOwner(this.root, { kept: true });
  }

  /** Ends everything at once. Synchronous, so that it also works while the process is ending. */
  close(): void {
    killClusters(this.root);
    if (!this.#kept) rmSync(this.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    forget(this);
  }
}
