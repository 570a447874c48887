import { outside } from '../lib/aws/failover/outside.ts';
import { done, type FailoverOutcome, performFailover, red } from '../lib/aws/failover/perform.ts';
import type { Clock, Outside } from '../lib/aws/failover/ports.ts';
import { failoverReason } from '../lib/promises/failover/reasons.ts';
import type { FailoverState } from '../lib/promises/failover/state.ts';

interface Tools {
  readonly outside: Outside;
  readonly now: Clock;
}

/**
 * Whether every database took over, and the service of the new region, seen from outside, writes to it and reads it
 * back. A restore that was late or lost more than promised is red in its own report and in ours, but it is the data
 * there is.
 */
export async function judgeReady(state: FailoverState, tools: Tools): Promise<FailoverOutcome> {
  const { databases, names, path } = state.request;
  const restores = state.restores ?? [];
  const open = databases.filter(
    name => !restores.some(each => each.request.source === name && each.tookOver),
  );
  if (open.length > 0) return red('data-not-ready', open.map(name => wordsOf(state, name)).join('; '));
  const { status } = await tools.outside.ask(names.regional.to, path);
  if (status === 200) return done({ dataReadyAt: tools.now().toISOString() });
  const late = failoverReason('data-not-ready', `${names.regional.to} answers ${status ?? 'nothing'}`);
  return { kind: 'again', late };
}

function wordsOf({ restores }: FailoverState, database: string): string {
  const found = restores?.find(each => each.request.source === database);
  return `${database}: ${found?.reasons.map(({ says }) => says).join(', ') || 'its restore did not take over'}`;
}

export async function handler(event: unknown): Promise<FailoverState> {
  return performFailover('ready', judgeReady, event, { outside: outside(), now: () => new Date() });
}
