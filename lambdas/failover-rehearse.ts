import { outside } from '../lib/aws/failover/outside.ts';
import { done, type FailoverOutcome, performFailover } from '../lib/aws/failover/perform.ts';
import type { Clock, Outside } from '../lib/aws/failover/ports.ts';
import { FENCED_AFTER } from '../lib/promises/failover/lease.ts';
import { failoverReason } from '../lib/promises/failover/reasons.ts';
import type { FailoverState } from '../lib/promises/failover/state.ts';

interface Tools {
  readonly outside: Outside;
  readonly now: Clock;
}

/** Says what a failover would do from here, and finds out whether what it needs is there. Changes nothing. */
export async function rehearse(state: FailoverState, tools: Tools): Promise<FailoverOutcome> {
  const { from, to, names, path, databases } = state.request;
  const standby = await tools.outside.ask(names.regional.to, path);
  const leads = await tools.outside.leadsTo(names.customer);
  const would = [
    ...(state.would ?? []),
    `fence ${from}: take the lease, wait ${FENCED_AFTER} s until its last write has ended`,
    ...databases.map(name => `restore ${name} in ${to}, and let it take over`),
    `shift: ${names.customer} leads to ${leads ?? 'nothing'} now, and would lead to ${names.entry.to}`,
    `open ${to}, and write through ${names.customer}`,
  ];
  if (standby.status !== undefined) return done({ would });
  const reason = failoverReason('not-verified', `${names.regional.to} does not answer at all`);
  return { kind: 'red', reason, changes: { would } };
}

export async function handler(event: unknown): Promise<FailoverState> {
  return performFailover('rehearse', rehearse, event, { outside: outside(), now: () => new Date() });
}
