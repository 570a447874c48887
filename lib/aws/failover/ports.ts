import type { Lease } from '../../promises/failover/lease.ts';
import type { Signal } from '../../promises/failover/quorum.ts';
import type { FailoverReport } from '../../promises/failover/report.ts';
import type { FailoverRequest, Restored } from '../../promises/failover/state.ts';

/** The table of leases, strongly consistent in every region that can be reached. */
export interface LeaseStore {
  /** The lease as it is now; that of a service which never failed over where there is none. */
  read(service: string, primary: string): Promise<Lease>;
  /** Writes it where its revision is the one that follows what is there; false when somebody was quicker. */
  put(next: Lease): Promise<boolean>;
}

/** What a URL answers, seen from this region. */
export interface Answer {
  /** Undefined when there was no answer. */
  readonly status: number | undefined;
  /** Whether the service there says that it may write. */
  readonly writes: boolean;
}

/** Everything outside that is looked at; none of it is asked of the region that is judged. */
export interface Outside {
  /** What each witness says of the primary region. `diverted`: its records answer what they were told to. */
  signals(request: FailoverRequest, diverted: boolean): Promise<readonly Signal[]>;
  /** Where a name leads, as resolvers see it; undefined when none says. */
  leadsTo(name: string): Promise<string | undefined>;
  ask(host: string, path: string): Promise<Answer>;
}

/** Executions of the failover machine. */
export interface Runs {
  isRunning(run: string): Promise<boolean>;
  /** A second start of the same name is the first one. */
  start(run: string, input: unknown): Promise<void>;
}

/** The restore machine of another region: Step Functions waits for executions of its own region only. */
export interface RestoresAway {
  start(region: string, name: string, input: unknown): Promise<void>;
  /** Undefined while it runs. @throws Error when it ended without a result */
  ended(region: string, name: string): Promise<Restored | undefined>;
}

/** The figure that the health check of a service's primary record follows. */
export type Divert = (service: string, diverted: boolean) => Promise<void>;

/** Keeps the signed report of a run. */
export type Publish = (request: FailoverRequest, report: FailoverReport) => Promise<void>;

export type Clock = () => Date;
