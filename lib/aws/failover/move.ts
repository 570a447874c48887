import type { Move } from '../../promises/failover/lease.ts';
import type { FailoverRequest } from '../../promises/failover/state.ts';

/** What a run does to the lease. A dry run, which changes nothing, would move as a failover does. */
export function moveOf({ run, mode, from, to }: FailoverRequest): Move {
  return { run, mode: mode === 'fail-back' ? 'fail-back' : 'failover', from, to };
}
