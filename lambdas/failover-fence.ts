import { changeLease } from '../lib/aws/failover/change.ts';
import { dynamoLeases } from '../lib/aws/failover/lease-store.ts';
import { moveOf } from '../lib/aws/failover/move.ts';
import { done, type FailoverOutcome, performFailover, red } from '../lib/aws/failover/perform.ts';
import type { Clock, LeaseStore } from '../lib/aws/failover/ports.ts';
import { setting } from '../lib/aws/settings.ts';
import { FENCED_AFTER, fence } from '../lib/promises/failover/lease.ts';
import { failoverReason } from '../lib/promises/failover/reasons.ts';
import type { FailoverState } from '../lib/promises/failover/state.ts';

interface Tools {
  readonly leases: LeaseStore;
  readonly now: Clock;
}

/**
 * Takes the lease from the old region and waits until whatever it was let to write has ended. That needs nothing of
 * the old region: one that is cut off can renew nothing, and stops by itself in the same time.
 */
export async function fenceOld(state: FailoverState, { leases, now }: Tools): Promise<FailoverOutcome> {
  const changed = await changeLease(leases, state, lease => fence(lease, moveOf(state.request)));
  if (changed.kind === 'refused') return red('not-fenced', changed.says);
  // After the write, and never earlier: a region may have been told the old answer until then.
  const leaseTakenAt = state.leaseTakenAt ?? now().toISOString();
  const waited = (now().getTime() - new Date(leaseTakenAt).getTime()) / 1000;
  if (waited >= FENCED_AFTER) return done({ leaseTakenAt, fencedAt: now().toISOString() });
  const late = failoverReason('not-fenced', 'the old region may still be writing');
  return { kind: 'again', late, changes: { leaseTakenAt } };
}

export async function handler(event: unknown): Promise<FailoverState> {
  const tools = { leases: dynamoLeases(setting('LEASES')), now: () => new Date() };
  return performFailover('fence', fenceOld, event, tools);
}
