import { outside } from '../lib/aws/failover/outside.ts';
import { done, type FailoverOutcome, performFailover } from '../lib/aws/failover/perform.ts';
import type { Clock, Outside } from '../lib/aws/failover/ports.ts';
import { failoverReason } from '../lib/promises/failover/reasons.ts';
import type { FailoverState } from '../lib/promises/failover/state.ts';

interface Tools {
  readonly outside: Outside;
  readonly now: Clock;
}

/**
 * The first write, seen from outside through the customer's own name: its database took it and gave it back, and its
 * service holds the lease.
 */
export async function verify(state: FailoverState, tools: Tools): Promise<FailoverOutcome> {
  const { names, path } = state.request;
  const leads = await tools.outside.leadsTo(names.customer);
  const { status, writes } = await tools.outside.ask(names.customer, path);
  if (leads === names.entry.to && status === 200 && writes) {
    return done({ firstWriteAt: tools.now().toISOString() });
  }
  const lease = status === 200 && !writes ? ' and says that it may not write' : '';
  const saw = `${names.customer} leads to ${leads ?? 'nothing'} and answers ${status ?? 'nothing'}${lease}`;
  return { kind: 'again', late: failoverReason('not-verified', saw) };
}

export async function handler(event: unknown): Promise<FailoverState> {
  return performFailover('verify', verify, event, { outside: outside(), now: () => new Date() });
}
