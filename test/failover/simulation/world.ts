import type { Answer, LeaseStore, Outside, RestoresAway, Runs } from '../../../lib/aws/failover/ports.ts';
import { Writer } from '../../../lib/aws/failover/writer.ts';
import {
  firstLease,
  LEASE_SECONDS,
  type Lease,
  NOBODY,
  WRITE_SECONDS,
} from '../../../lib/promises/failover/lease.ts';
import { LOOKS, type Signal, type Verdict, verdictOf } from '../../../lib/promises/failover/quorum.ts';
import type { FailoverRequest, Restored } from '../../../lib/promises/failover/state.ts';
import type { Random } from '../../recovery/simulation/random.ts';
import type { VirtualTime } from '../../recovery/simulation/virtual-time.ts';

export const SERVICE = 'shop-service';
export const PRIMARY = 'us-east-1';
export const RECOVERY = 'us-west-2';
export const CUSTOMER = 'shop.example.com';
export const regional = (region: string) => `${region}.${CUSTOMER}`;
export const entry = (region: string) => `entry-${region}.${CUSTOMER}`;

const TRULY_UP = 'truly up';

interface Look {
  readonly verdict: Verdict;
  readonly primaryUp: boolean;
}

/** The world that failovers run in: it fails, lies, forgets to answer and answers late; and it watches. */
export class World {
  /** Whatever must never happen. */
  readonly violations: string[] = [];
  primaryUp = true;
  /** The primary runs but reaches nothing outside, nor is it reached. */
  cutOff = false;
  /** No more outages, errors and deaths. */
  quiet = false;
  over = false;
  naughty: number;
  lease: Lease = firstLease(SERVICE, PRIMARY);
  readonly running = new Set<string>();
  /** Where there is a database that answers, and where it has the data of now. */
  readonly answering = new Set<string>([PRIMARY]);
  private readonly current = new Set<string>([PRIMARY]);
  writes = 0;
  private readonly random: Random;
  private readonly time: VirtualTime;
  private readonly looks = new Map<string, Look[]>();
  private readonly restores = new Map<string, { readonly readyAt: number; readonly good: boolean }>();
  private fencedSince = 0;
  private figure = { diverted: false, at: 0 };
  /** The witness that never tells the truth, if any. */
  private readonly liar: number;
  private readonly restoresFail: number;

  constructor(random: Random, time: VirtualTime) {
    this.random = random;
    this.time = time;
    this.naughty = random.chance(0.2) ? 0 : random.between(0, 0.2);
    this.liar = random.chance(0.4) ? Math.floor(random.between(0, 3)) : -1;
    this.restoresFail = random.chance(0.3) ? random.between(0, 1) : 0;
  }

  private async call<T>(effect: () => T): Promise<T> {
    await this.time.sleep(this.random.between(1, 2000));
    if (this.random.chance(this.naughty)) throw new Error('Throttling: Rate exceeded');
    const answer = effect();
    if (this.random.chance(0.3)) await this.time.sleep(this.random.between(1, 3000));
    // It was done, but the caller never hears of it.
    if (this.random.chance(this.naughty)) throw new Error('socket hang up');
    return answer;
  }

  /** The table as one region sees it. */
  leases(region: string): LeaseStore {
    const reach = () => {
      if (region === PRIMARY && (this.cutOff || !this.primaryUp)) throw new Error('no quorum of replicas');
    };
    return {
      read: () =>
        this.call(() => {
          reach();
          return this.lease;
        }),
      put: next =>
        this.call(() => {
          reach();
          return this.put(next);
        }),
    };
  }

  private put(next: Lease): boolean {
    const was = this.lease;
    if (next.revision !== was.revision + 1) return false;
    this.judge(was, next);
    if (next.holder === NOBODY && was.holder !== NOBODY) this.fencedSince = this.time.now;
    // What a region that did not write still has is as old as its last write.
    if (was.holder === NOBODY && next.holder !== NOBODY) {
      for (const region of [PRIMARY, RECOVERY]) if (region !== next.holder) this.current.delete(region);
    }
    this.lease = next;
    return true;
  }

  private judge(was: Lease, next: Lease): void {
    const say = (what: string) => this.violations.push(`${what} by ${next.run}`);
    const { run } = next;
    if (run !== was.run && was.run !== undefined && run !== undefined && this.running.has(was.run)) {
      say(`two runs at once: ${was.run} was pushed aside`);
    }
    if (was.holder !== next.holder && was.holder !== NOBODY && next.holder !== NOBODY)
      say('no fence between');
    if (next.holder === NOBODY && was.holder !== NOBODY) this.judgeQuorum(next, say);
    if (next.traffic !== was.traffic && !next.undone) this.judgeShift(was, say);
    if (next.holder !== was.holder && next.holder !== NOBODY && !next.undone) this.judgeOpening(next, say);
  }

  private judgeQuorum({ run = '', mode }: Lease, say: (what: string) => void): void {
    const last = (this.looks.get(run) ?? []).slice(-LOOKS);
    const wanted = mode === 'fail-back' ? 'up' : 'down';
    if (last.length < LOOKS || last.some(look => look.verdict !== wanted)) say('a fence without a quorum');
    if (last.some(look => look.primaryUp !== (wanted === 'up'))) say('a fence on a lie');
  }

  private judgeShift(was: Lease, say: (what: string) => void): void {
    if (was.holder !== NOBODY) say('a shift without a fence');
    if (this.time.now - this.fencedSince < (LEASE_SECONDS + WRITE_SECONDS) * 1000)
      say('a shift before the fence held');
  }

  private judgeOpening(next: Lease, say: (what: string) => void): void {
    if (next.traffic !== next.holder) say('opened where no traffic goes');
    if (!this.current.has(next.holder)) say('opened without its data');
  }

  /** A region's writers: they ask the lease as the real ones do, and what they were let to do takes its time. */
  async writeFrom(region: string): Promise<void> {
    const writer = new Writer({
      ...{ leases: this.leases(region), service: SERVICE, primary: PRIMARY, region },
      now: () => this.time.now,
    });
    while (!this.over) {
      await this.time.sleep(this.random.between(500, 40_000));
      const alive = region === RECOVERY || this.primaryUp;
      if (!alive || !this.answering.has(region) || !(await writer.mayWrite())) continue;
      await this.time.sleep(this.random.between(1, 10_000));
      this.writes += 1;
      const { holder, revision } = this.lease;
      if (holder !== NOBODY && holder !== region) {
        this.violations.push(`two writers: ${region} wrote while ${holder} may, revision ${revision}`);
      }
    }
  }

  outside(): Outside {
    return {
      signals: (_, diverted) => this.call(() => this.look(diverted)),
      leadsTo: async name => (name === CUSTOMER ? this.leads() : undefined),
      ask: async host => this.answer(host),
    };
  }

  private look(diverted: boolean): readonly Signal[] {
    const up = this.primaryUp && !this.cutOff;
    const signals = ['records', 'probe', 'alarms'].map((name, at): Signal => {
      const truth = at === this.liar ? !up : up;
      const blind = this.random.chance(this.naughty) || (name === 'records' && diverted);
      return { name, says: blind ? 'unknown' : truth ? 'up' : 'down', saw: up ? TRULY_UP : 'truly down' };
    });
    return signals;
  }

  /** A look counts when its run has heard of it: an answer that was lost decides nothing. */
  heard(run: string, signals: readonly Signal[]): void {
    const look = { verdict: verdictOf(signals), primaryUp: signals[0]?.saw === TRULY_UP };
    this.looks.set(run, [...(this.looks.get(run) ?? []), look]);
  }

  private leads(): string {
    const diverted = this.time.now - this.figure.at > 90_000 ? this.figure.diverted : !this.figure.diverted;
    return entry(diverted || !this.primaryUp || this.cutOff ? RECOVERY : PRIMARY);
  }

  private answer(host: string): Answer {
    const lost = { status: undefined, writes: false };
    if (this.random.chance(this.naughty)) return lost;
    const region =
      host === CUSTOMER ? this.leads().slice('entry-'.length, -CUSTOMER.length - 1) : host.split('.')[0];
    if (region === PRIMARY && (!this.primaryUp || this.cutOff)) return lost;
    const healthy = this.answering.has(region ?? '');
    return { status: healthy ? 200 : 503, writes: healthy && this.lease.holder === region };
  }

  async divert(diverted: boolean): Promise<void> {
    await this.call(() => {
      if (diverted !== this.figure.diverted) this.figure = { diverted, at: this.time.now };
    });
  }

  /** A restore machine: one restore of a name, whoever asks for it how often. */
  private restore(name: string): { readonly readyAt: number; readonly good: boolean } {
    const known = this.restores.get(name);
    if (known) return known;
    if (this.lease.holder !== NOBODY) this.violations.push(`${name} was restored before the fence`);
    const good = !this.random.chance(this.restoresFail);
    const takes = this.random.chance(0.3)
      ? this.random.between(0, 2_000)
      : this.random.between(60_000, 2_400_000);
    const made = { readyAt: this.time.now + takes, good };
    this.restores.set(name, made);
    return made;
  }

  private ended(region: string, name: string): Restored | undefined {
    const made = this.restores.get(name);
    if (!made || this.time.now < made.readyAt) return undefined;
    if (made.good) {
      this.answering.add(region);
      this.current.add(region);
    }
    const reasons = made.good ? [] : [{ code: 'restore-failed', says: 'the restore failed' }];
    return { request: { source: 'shop-db' }, tookOver: made.good, reasons };
  }

  /** What Step Functions waits for. */
  async restoreAndWait(request: FailoverRequest, began: string): Promise<readonly Restored[]> {
    const name = `${began}-shop-db`;
    const { readyAt } = await this.call(() => this.restore(name));
    await this.time.sleep(readyAt - this.time.now);
    const found = this.ended(request.to, name);
    return found ? [found] : [];
  }

  restoresAway(): RestoresAway {
    return {
      start: (_, name) => this.call(() => void this.restore(name)),
      ended: (region, name) => this.call(() => this.ended(region, name)),
    };
  }

  runs(start: (run: string, input: unknown) => void): Runs {
    const started = new Set<string>();
    return {
      isRunning: async run => this.running.has(run),
      start: (run, input) =>
        this.call(() => {
          if (started.has(run)) return;
          started.add(run);
          start(run, input);
        }),
    };
  }
}
