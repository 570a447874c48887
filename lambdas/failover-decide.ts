import { primaryOf, readLease } from '../lib/aws/failover/change.ts';
import { dynamoLeases } from '../lib/aws/failover/lease-store.ts';
import { outside } from '../lib/aws/failover/outside.ts';
import { done, type FailoverOutcome, performFailover } from '../lib/aws/failover/perform.ts';
import type { Clock, LeaseStore, Outside } from '../lib/aws/failover/ports.ts';
import { setting } from '../lib/aws/settings.ts';
import { LOOKS, looksInRow, type Signal, verdictOf } from '../lib/promises/failover/quorum.ts';
import { failoverReason } from '../lib/promises/failover/reasons.ts';
import type { FailoverState } from '../lib/promises/failover/state.ts';

interface Tools {
  readonly leases: LeaseStore;
  readonly outside: Outside;
  readonly now: Clock;
}

/**
 * One look at all signals. It is decided when so many in a row agreed: that the primary is down for a failover, that
 * it is up for a fail-back.
 */
export async function decide(state: FailoverState, tools: Tools): Promise<FailoverOutcome> {
  const { request } = state;
  const { traffic } = await readLease(tools.leases, state);
  const signals = [...(await tools.outside.signals(request, traffic !== primaryOf(request)))];
  const verdict = verdictOf(signals);
  if (request.mode === 'dry-run') return told(state, signals, verdict);
  const wanted = request.mode === 'failover' ? 'down' : 'up';
  const looks = { inRow: looksInRow(state.looks?.inRow ?? 0, verdict, wanted), signals };
  if (looks.inRow >= LOOKS) return done({ looks, decidedAt: tools.now().toISOString() });
  return { kind: 'again', late: failoverReason('no-quorum', wordsOf(signals)), changes: { looks } };
}

function told(state: FailoverState, signals: Signal[], verdict: string): FailoverOutcome {
  const says = verdict === 'down' ? `go on after ${LOOKS} looks like this` : 'stop here';
  const would = [...(state.would ?? []), `the primary is ${verdict} (${wordsOf(signals)}): ${says}`];
  return done({ looks: { inRow: verdict === 'down' ? 1 : 0, signals }, would });
}

function wordsOf(signals: readonly Signal[]): string {
  return signals.map(({ name, says, saw }) => `${name} ${says}: ${saw}`).join('; ');
}

export async function handler(event: unknown): Promise<FailoverState> {
  const tools = { leases: dynamoLeases(setting('LEASES')), outside: outside(), now: () => new Date() };
  return performFailover('decide', decide, event, tools);
}
