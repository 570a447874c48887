import { type Outcome, perform } from '../lib/aws/recovery/perform.ts';
import type { Rds } from '../lib/aws/recovery/ports.ts';
import { sdkRds } from '../lib/aws/recovery/rds.ts';
import { isOurs } from '../lib/promises/recovery/identity.ts';
import { reason } from '../lib/promises/recovery/reasons.ts';
import type { RestoreState } from '../lib/promises/recovery/state.ts';

interface Tools {
  readonly rds: Rds;
}

/** So often in a row RDS must deny that the instance exists: an instance seconds old may not be listed yet. */
const DENIALS = 3;

/** Removes what the run restored. A recovery that took over has nothing to remove. */
export async function teardown(state: RestoreState, { rds }: Tools): Promise<Outcome> {
  if (await mustStay(state, rds)) return { kind: 'done' };
  const found = await rds.find(state.target);
  if (!found) return gone(state);
  if (!isOurs(found.tags, state.request)) return { kind: 'done', changes: { removed: true } };
  if (found.status === 'deleting') return again('it is being deleted');
  try {
    if (found.settings.deletionProtection) await rds.unprotect(state.target);
    else await rds.remove(state.target);
  } catch (error) {
    // It may be in a state that forbids this for a while; patience decides when it is too long.
    return again(String(error));
  }
  return again('RDS still has it');
}

/**
 * Once a recovery has begun to take over, the restored database may be the only one there is. It is then a person
 * who decides.
 */
async function mustStay(state: RestoreState, rds: Rds): Promise<boolean> {
  if (state.request.mode === 'drill') return state.request.keep === true;
  return state.tookOver === true || state.takingOver === true || !(await rds.find(state.request.source));
}

function again(says: string): Outcome {
  return { kind: 'again', late: reason('teardown-failed', says) };
}

function gone(state: RestoreState): Outcome {
  const denied = state.waiting?.step === 'teardown' ? state.waiting.denied : 0;
  const certain = !state.attempted || denied + 1 >= DENIALS;
  if (certain) return { kind: 'done', changes: { removed: true } };
  return { kind: 'again', late: reason('teardown-failed', 'RDS contradicts itself'), denied: true };
}

export async function handler(event: unknown): Promise<RestoreState> {
  return perform('teardown', teardown, event, { rds: sdkRds(), now: () => new Date() });
}
