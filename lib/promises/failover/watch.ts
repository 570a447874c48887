import { type Lease, NOBODY } from './lease.ts';
import type { Verdict } from './quorum.ts';

export interface Watched {
  readonly lease: Lease;
  readonly primary: string;
  readonly verdict: Verdict;
  /** Whether the execution of the lease's run has ended; undefined without a run. */
  readonly runEnded: boolean | undefined;
  /** What the agreement says. */
  readonly automatic: boolean;
}

export type WatchDecision =
  | { readonly kind: 'rest' }
  /** The primary is down and the agreement says that no person is needed. */
  | { readonly kind: 'start' }
  /** A run has died: another ends its work, forwards or backwards. */
  | { readonly kind: 'resume'; readonly run: string; readonly mode: 'failover' | 'fail-back' };

/** What the watch does about one service. */
export function watchDecision({ lease, primary, verdict, runEnded, automatic }: Watched): WatchDecision {
  if (lease.run !== undefined) {
    return runEnded ? { kind: 'resume', run: lease.run, mode: lease.mode ?? 'failover' } : { kind: 'rest' };
  }
  const home = lease.holder === primary && lease.held !== true;
  return automatic && isArmed(lease) && home && verdict === 'down' ? { kind: 'start' } : { kind: 'rest' };
}

/** Whether the primary was ever seen up: one that is just being deployed is down as well. */
function isArmed({ revision }: Lease): boolean {
  return revision > 0;
}

/** The lease that says that a service was seen up for the first time; undefined when there is nothing to say. */
export function armed(lease: Lease, verdict: Verdict): Lease | undefined {
  return !isArmed(lease) && verdict === 'up' ? { ...lease, revision: lease.revision + 1 } : undefined;
}

/** Whether only a person can go on: nobody may write and no run is at work, or the last one was rolled back. */
export function needsPerson(lease: Lease): boolean {
  return lease.run === undefined && (lease.holder === NOBODY || lease.held === true);
}

/**
 * The name of the execution that a look starts. Two deliveries of one look give the same name, and Step Functions
 * starts one execution for it (fact 23).
 */
export function runName(service: string, decision: 'start' | 'resume', revision: number, at: Date): string {
  const minute = at
    .toISOString()
    .slice(0, 16)
    .replace(/[^0-9]/g, '');
  return `${service}-${decision}-${revision}-${minute}`.slice(-80);
}
