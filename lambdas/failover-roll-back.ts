import { changeLease, primaryOf } from '../lib/aws/failover/change.ts';
import { divertByFigure } from '../lib/aws/failover/figures.ts';
import { dynamoLeases } from '../lib/aws/failover/lease-store.ts';
import { moveOf } from '../lib/aws/failover/move.ts';
import { done, type FailoverOutcome, performFailover, red } from '../lib/aws/failover/perform.ts';
import type { Clock, Divert, LeaseStore } from '../lib/aws/failover/ports.ts';
import { setting } from '../lib/aws/settings.ts';
import { rollBack } from '../lib/promises/failover/lease.ts';
import type { FailoverState } from '../lib/promises/failover/state.ts';

interface Tools {
  readonly leases: LeaseStore;
  readonly divert: Divert;
  readonly now: Clock;
}

/**
 * Gives lease and traffic back to the old region, in one write. Where the new one turns out to be open, whoever was
 * told otherwise was told wrong, and the run goes on forward.
 */
export async function undo(state: FailoverState, tools: Tools): Promise<FailoverOutcome> {
  const { request } = state;
  const changed = await changeLease(tools.leases, state, lease => rollBack(lease, moveOf(request)));
  const { lease } = changed;
  // Another run has the service, or none: there is nothing of this run's to undo.
  if (lease.run !== request.run) return done();
  if (lease.holder === request.to) return done({ openedAt: tools.now().toISOString() });
  if (changed.kind === 'refused') return red('not-rolled-back', changed.says);
  await tools.divert(request.service, lease.traffic !== primaryOf(request));
  return done({ rolledBack: true });
}

export async function handler(event: unknown): Promise<FailoverState> {
  const tools = { leases: dynamoLeases(setting('LEASES')), divert: divertByFigure, now: () => new Date() };
  return performFailover('roll-back', undo, event, tools);
}
