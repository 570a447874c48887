import { changeLease } from '../lib/aws/failover/change.ts';
import { dynamoLeases } from '../lib/aws/failover/lease-store.ts';
import { moveOf } from '../lib/aws/failover/move.ts';
import { done, type FailoverOutcome, performFailover, red } from '../lib/aws/failover/perform.ts';
import type { Clock, LeaseStore } from '../lib/aws/failover/ports.ts';
import { setting } from '../lib/aws/settings.ts';
import { open } from '../lib/promises/failover/lease.ts';
import type { FailoverState } from '../lib/promises/failover/state.ts';

interface Tools {
  readonly leases: LeaseStore;
  readonly now: Clock;
}

/** Lets the new region write. From here on a run only goes forward: what was written must not be lost. */
export async function openNew(state: FailoverState, { leases, now }: Tools): Promise<FailoverOutcome> {
  const changed = await changeLease(leases, state, lease => open(lease, moveOf(state.request)));
  if (changed.kind === 'refused') return red('not-opened', changed.says);
  return done({ openedAt: now().toISOString() });
}

export async function handler(event: unknown): Promise<FailoverState> {
  const tools = { leases: dynamoLeases(setting('LEASES')), now: () => new Date() };
  return performFailover('open', openNew, event, tools);
}
