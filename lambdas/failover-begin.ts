import { beginFailover } from '../lib/promises/failover/begin.ts';
import type { FailoverState } from '../lib/promises/failover/state.ts';

/** Makes the first state of a failover from what started it and what the templates know. */
export async function handler(event: unknown): Promise<FailoverState> {
  return beginFailover(event);
}
