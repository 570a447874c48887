import * as z from 'zod/mini';

/** Holds a lease while a failover is between two regions: then no region writes. */
export const NOBODY = 'nobody';

/**
 * Who may write to a service, where its traffic is sent, and which run is changing that. One item of one table, so
 * that every change is a single conditional write; a table that is strongly consistent over regions has no
 * transactions. Whoever changes it names the revision it read.
 */
export const leaseSchema = z.object({
  service: z.string(),
  revision: z.number(),
  /** The region that may write, or `nobody`. */
  holder: z.string(),
  /** The region that traffic is sent to. */
  traffic: z.string(),
  /** The run that is changing it: the name of its execution. */
  run: z.optional(z.string()),
  mode: z.optional(z.enum(['failover', 'fail-back'])),
  /** The run that began what `run` is ending: restores carry its name, so that a later run joins them. */
  began: z.optional(z.string()),
  /** The run was undone, so that what it still has on its way changes nothing any more. */
  undone: z.optional(z.boolean()),
  /** A run was rolled back after it had fenced: the next one is for a person to start. */
  held: z.optional(z.boolean()),
});
export type Lease = z.output<typeof leaseSchema>;

/** For how long a region may rely on what it read of the lease, in seconds. */
export const LEASE_SECONDS = 10;
/** The longest that a write takes once it was let in, in seconds: the timeout of the functions that write. */
export const WRITE_SECONDS = 10;
/** For clocks that run at different speeds, in seconds. */
const MARGIN_SECONDS = 5;

/**
 * How long after a lease was taken from a region its last write has ended, in seconds, whether that region can be
 * reached or not: what it has read wears off by itself.
 */
export const FENCED_AFTER = LEASE_SECONDS + WRITE_SECONDS + MARGIN_SECONDS;

/** Whether an answer that was asked for so many seconds ago may still be relied on. */
export function isFresh(ageSeconds: number): boolean {
  return ageSeconds >= 0 && ageSeconds < LEASE_SECONDS;
}

/** The lease of a service that never failed over. */
export function firstLease(service: string, primary: string): Lease {
  return { service, revision: 0, holder: primary, traffic: primary };
}

/** What a change comes to: something to write, nothing to do, or no. */
export type Change =
  | { readonly kind: 'write'; readonly next: Lease }
  | { readonly kind: 'already' }
  | { readonly kind: 'refused'; readonly says: string };

export interface Move {
  readonly run: string;
  readonly mode: 'failover' | 'fail-back';
  readonly from: string;
  readonly to: string;
}

/** One run at a time: takes the service for a run. `dead` names a run whose execution is known to have ended. */
export function claim(lease: Lease, move: Move, dead: string | undefined): Change {
  const { run, mode, from, to } = move;
  if (lease.run === run) return ALREADY;
  if (lease.run !== undefined && lease.run !== dead) return refused(`the run ${lease.run} is under way`);
  if (lease.run !== undefined && lease.mode !== mode) return refused(`a ${lease.mode} has to be ended first`);
  if (lease.run === undefined && lease.holder !== from)
    return refused(`${lease.holder} holds it, not ${from}`);
  if (![from, to, NOBODY].includes(lease.holder)) return refused(`${lease.holder} holds it`);
  return write(lease, { run, mode, began: lease.began ?? run });
}

/** Takes the lease from the old region: it writes no more after `FENCED_AFTER` seconds. */
export function fence(lease: Lease, move: Move): Change {
  const { holder } = lease;
  if (!isUnder(lease, move)) return lost(lease);
  if (holder === NOBODY) return ALREADY;
  return holder === move.from ? write(lease, { holder: NOBODY }) : refused(`${holder} holds it`);
}

/** Sends traffic to the new region, which only a fenced service may. */
export function divert(lease: Lease, move: Move): Change {
  if (!isUnder(lease, move)) return lost(lease);
  if (lease.holder !== NOBODY) return refused(`${lease.holder} was not fenced`);
  return lease.traffic === move.to ? ALREADY : write(lease, { traffic: move.to });
}

/** Gives the lease to the new region. From here on there is no way back: it may have taken writes. */
export function open(lease: Lease, move: Move): Change {
  if (!isUnder(lease, move)) return lost(lease);
  if (lease.holder === move.to) return ALREADY;
  if (lease.holder !== NOBODY) return refused(`${lease.holder} was not fenced`);
  return lease.traffic === move.to
    ? write(lease, { holder: move.to, held: false })
    : refused(`traffic still goes to ${lease.traffic}`);
}

/** Undoes fence and diversion in one write, unless the new region has been opened. */
export function rollBack(lease: Lease, { run, from, to }: Move): Change {
  if (lease.run !== run) return lost(lease);
  if (lease.holder === to) return refused(`${to} has been opened`);
  if (lease.undone) return ALREADY;
  const held = lease.held === true || lease.holder === NOBODY;
  return write(lease, { holder: from, traffic: from, undone: true, held });
}

/** Whether a run may still go forward. */
function isUnder(lease: Lease, { run }: Move): boolean {
  return lease.run === run && lease.undone !== true;
}

/** Ends a run. One that left the service without a writer is not let go: the watch starts another that ends it. */
export function release(lease: Lease, { run, mode }: Move): Change {
  if (lease.run !== run) return ALREADY;
  if (lease.holder === NOBODY) return refused('nobody may write: the run has to be ended by another');
  const { service, revision, holder, traffic, held } = lease;
  const stays = mode === 'failover' && held === true ? { held } : {};
  return { kind: 'write', next: { service, revision: revision + 1, holder, traffic, ...stays } };
}

const ALREADY = { kind: 'already' } as const;

function write(lease: Lease, changes: Partial<Lease>): Change {
  return { kind: 'write', next: { ...lease, ...changes, revision: lease.revision + 1 } };
}

function refused(says: string): Change {
  return { kind: 'refused', says };
}

function lost({ run, undone }: Lease): Change {
  if (undone) return refused('the run was rolled back');
  return refused(run === undefined ? 'the run was ended' : `the run ${run} has taken over`);
}
