import { changeLease, primaryOf } from '../lib/aws/failover/change.ts';
import { divertByFigure } from '../lib/aws/failover/figures.ts';
import { dynamoLeases } from '../lib/aws/failover/lease-store.ts';
import { moveOf } from '../lib/aws/failover/move.ts';
import { outside } from '../lib/aws/failover/outside.ts';
import { done, type FailoverOutcome, performFailover, red } from '../lib/aws/failover/perform.ts';
import type { Clock, Divert, LeaseStore, Outside } from '../lib/aws/failover/ports.ts';
import { setting } from '../lib/aws/settings.ts';
import { divert } from '../lib/promises/failover/lease.ts';
import { failoverReason } from '../lib/promises/failover/reasons.ts';
import type { FailoverState } from '../lib/promises/failover/state.ts';

interface Tools {
  readonly leases: LeaseStore;
  readonly outside: Outside;
  readonly divert: Divert;
  readonly now: Clock;
}

/** Sends traffic to the new region by a figure that a health check follows, and waits until resolvers say so. */
export async function shift(state: FailoverState, tools: Tools): Promise<FailoverOutcome> {
  const { request } = state;
  const changed = await changeLease(tools.leases, state, lease => divert(lease, moveOf(request)));
  if (changed.kind === 'refused') return red('not-shifted', changed.says);
  await tools.divert(request.service, request.to !== primaryOf(request));
  const leads = await tools.outside.leadsTo(request.names.customer);
  if (leads === request.names.entry.to) return done({ shiftedAt: tools.now().toISOString() });
  const saw = `${request.names.customer} leads to ${leads ?? 'nothing'}`;
  return { kind: 'again', late: failoverReason('not-shifted', saw) };
}

export async function handler(event: unknown): Promise<FailoverState> {
  const tools = {
    leases: dynamoLeases(setting('LEASES')),
    outside: outside(),
    divert: divertByFigure,
    now: () => new Date(),
  };
  return performFailover('shift', shift, event, tools);
}
