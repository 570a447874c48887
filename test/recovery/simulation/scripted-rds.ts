import type { DatabaseInstance, Inspection, Rds, RestoreOrder } from '../../../lib/aws/recovery/ports.ts';
import { InspectionTimeoutError, RefusedError } from '../../../lib/aws/recovery/ports.ts';
import type { Backups } from '../../../lib/promises/recovery/point.ts';
import { NO_ROWS } from '../../../lib/promises/recovery/rows.ts';
import type { DatabaseSettings } from '../../../lib/promises/recovery/settings.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

export const SOURCE = 'orders';

export const SETTINGS: DatabaseSettings = {
  instanceClass: 'db.m7g.large',
  storageType: 'gp3',
  allocatedStorage: 100,
  maxAllocatedStorage: null,
  iops: null,
  storageThroughput: null,
  subnetGroup: 'isolated',
  securityGroups: ['sg-1'],
  parameterGroup: 'forced-tls',
  optionGroup: 'options',
  multiAz: true,
  publiclyAccessible: false,
  deletionProtection: true,
  backupRetentionPeriod: 14,
  backupWindow: '01:00-01:30',
  maintenanceWindow: 'sun:02:00-sun:02:30',
  autoMinorVersionUpgrade: false,
  copyTagsToSnapshot: true,
  iamAuthentication: true,
  logExports: ['postgresql'],
  monitoringInterval: 0,
  monitoringRoleArn: null,
  performanceInsights: false,
  performanceInsightsRetention: null,
  caCertificate: 'rds-ca-rsa2048-g1',
  networkType: 'IPV4',
};

interface Fake {
  readonly run: string;
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  settings: DatabaseSettings;
  readonly good: boolean;
  readonly readyAt: number;
  readonly fails: boolean;
  goneAt: number | undefined;
}

/** Whoever was lied to twice hears the truth for a while: consistency comes, if late. */
class Caller {
  lies = 0;
  lastLie = 0;
}

const TRUTH_FOR_MS = 1_200_000;

/** An RDS that does what it must, late, twice, not at all, or says something else. */
export class ScriptedRds implements Rds {
  readonly #random: Random;
  readonly #time: VirtualTime;
  readonly #instances = new Map<string, Fake>();
  /** Whatever must never happen. */
  readonly violations: string[] = [];
  /** Whether what was inspected was a good restore: the truth, which the inspection may not show. */
  readonly truth = new WeakMap<Inspection, boolean>();
  #naughty: number;

  constructor(random: Random, time: VirtualTime) {
    this.#random = random;
    this.#time = time;
    this.#naughty = random.chance(0.2) ? 0 : random.between(0, 0.25);
  }

  /** From now on it tells the truth: what is left must be cleaned up. */
  behave(): void {
    this.#naughty = 0;
  }

  get remaining(): readonly string[] {
    this.#settle();
    return [...this.#instances.keys()];
  }

  get instances(): readonly Fake[] {
    this.#settle();
    return [...this.#instances.values()];
  }

  async #call<T>(effect: () => T): Promise<T> {
    await this.#time.sleep(this.#random.between(1, 3000));
    if (this.#random.chance(this.#naughty)) throw new Error('Throttling: Rate exceeded');
    this.#settle();
    const answer = effect();
    await this.#time.sleep(this.#random.between(1, 3000));
    // It was done, but the caller never hears of it.
    if (this.#random.chance(this.#naughty)) throw new Error('socket hang up');
    return answer;
  }

  #settle(): void {
    for (const [id, fake] of this.#instances) {
      if (fake.goneAt !== undefined && fake.goneAt <= this.#time.now) this.#instances.delete(id);
    }
  }

  find(id: string, caller = new Caller()): Promise<DatabaseInstance | undefined> {
    if (id === SOURCE) return this.#call(() => shown(id, 'available', SETTINGS, {}));
    return this.#call(() => {
      const fake = this.#instances.get(id);
      if (!fake || this.#denies(caller)) return undefined;
      return shown(id, this.#statusOf(fake), fake.settings, fake.tags);
    });
  }

  /** Eventual consistency: for a few calls it may not know an instance, but not for ever. */
  #denies(caller: Caller): boolean {
    if (this.#time.now - caller.lastLie > TRUTH_FOR_MS) caller.lies = 0;
    if (caller.lies >= 2 || !this.#random.chance(this.#naughty)) return false;
    caller.lies += 1;
    caller.lastLie = this.#time.now;
    return true;
  }

  /** RDS as one execution sees it. */
  view(): Rds {
    const caller = new Caller();
    return {
      find: id => this.find(id, caller),
      backups: () => this.backups(),
      restore: order => this.restore(order),
      set: () => this.set(),
      unprotect: id => this.unprotect(id),
      rename: () => this.rename(),
      remove: id => this.remove(id),
      failures: () => this.failures(),
    };
  }

  #statusOf(fake: Fake): string {
    if (fake.goneAt !== undefined) return 'deleting';
    if (this.#time.now < fake.readyAt) return 'creating';
    return fake.fails ? 'incompatible-restore' : 'available';
  }

  backups(): Promise<Backups> {
    return this.#call(() => {
      const earliest = new Date(this.#time.now - 86_400_000);
      const late = this.#random.chance(this.#naughty) ? 7_200_000 : 240_000;
      return { continuous: { earliest, latest: new Date(this.#time.now - late) }, snapshots: [] };
    });
  }

  restore(order: RestoreOrder): Promise<'begun' | 'exists'> {
    return this.#call(() => {
      if (this.#instances.has(order.target)) return 'exists';
      if (this.#random.chance(this.#naughty / 4)) throw new RefusedError('InvalidRestoreFault: no');
      this.#begin(order);
      return 'begun';
    });
  }

  #begin(order: RestoreOrder): void {
    if (this.#instances.size > 0) this.violations.push('two live restores of one database');
    const run = order.tags['covenant:run'] ?? '';
    const forgets = this.#random.chance(this.#naughty / 2);
    const settings = forgets ? { ...order.settings, securityGroups: ['default'] } : order.settings;
    const good = !forgets && !this.#random.chance(this.#naughty);
    this.#instances.set(order.target, {
      run,
      id: order.target,
      tags: order.tags,
      settings,
      good,
      readyAt: this.#time.now + this.#random.between(60_000, 1_800_000),
      fails: this.#random.chance(this.#naughty / 3),
      goneAt: undefined,
    });
  }

  set(): Promise<void> {
    return this.#call(() => {});
  }

  unprotect(id: string): Promise<void> {
    return this.#call(() => {
      const fake = this.#instances.get(id);
      if (!fake) throw new Error('DBInstanceNotFound');
      fake.settings = { ...fake.settings, deletionProtection: false };
    });
  }

  rename(): Promise<void> {
    return this.#call(() => {});
  }

  remove(id: string): Promise<void> {
    return this.#call(() => {
      const fake = this.#instances.get(id);
      if (!fake || fake.goneAt !== undefined) return;
      if (fake.settings.deletionProtection) throw new Error('InvalidParameterCombination: protected');
      fake.goneAt = this.#time.now + this.#random.between(10_000, 600_000);
    });
  }

  failures(): Promise<readonly string[]> {
    return this.#call(() => ['the storage could not be restored']);
  }

  /** What is seen inside depends on whether the restore was good. */
  inspect(instance: DatabaseInstance): Promise<Inspection> {
    return this.#call(() => {
      const fake = this.#instances.get(instance.id);
      if (!fake || fake.goneAt !== undefined) throw new Error('connect ECONNREFUSED');
      if (this.#random.chance(this.#naughty / 4)) throw new InspectionTimeoutError('too slow');
      const missing = fake.good || instance.settings.securityGroups.includes('default') ? 0 : 3;
      const seen = {
        answeredAt: this.#time.date(),
        answer: '[]',
        rows: { ...NO_ROWS, expected: 10, restored: 10 - missing, missing },
        newestMarker: this.#time.date(),
        lostIndexes: [],
        brokenKeys: [],
      };
      this.truth.set(seen, fake.good);
      return seen;
    });
  }
}

function shown(
  id: string,
  status: string,
  settings: DatabaseSettings,
  tags: Readonly<Record<string, string>>,
): DatabaseInstance {
  return { id, status, address: '127.0.0.1', port: 5432, secretArn: 'arn', settings, tags };
}
