import { type Outcome, perform } from '../lib/aws/recovery/perform.ts';
import type { DatabaseInstance, Rds } from '../lib/aws/recovery/ports.ts';
import { sdkRds } from '../lib/aws/recovery/rds.ts';
import { isOurs } from '../lib/promises/recovery/identity.ts';
import { stillToSet } from '../lib/promises/recovery/parameters.ts';
import { reason, reasonOfFailure } from '../lib/promises/recovery/reasons.ts';
import type { RestoreState } from '../lib/promises/recovery/state.ts';

interface Tools {
  readonly rds: Rds;
}

/** From these RDS does not come back by itself. */
const FAILED = new Set([
  'failed',
  'incompatible-restore',
  'incompatible-network',
  'incompatible-parameters',
  'inaccessible-encryption-credentials',
  'storage-full',
]);

/** Looks whether the restored instance is ready, once; the machine waits between calls. */
export async function wait(state: RestoreState, { rds }: Tools): Promise<Outcome> {
  const found = await rds.find(state.target);
  if (!found) return again('RDS does not know the instance yet');
  if (!isOurs(found.tags, state.request)) {
    return { kind: 'red', reasons: [reason('busy', `${state.target} belongs to another run`)] };
  }
  if (FAILED.has(found.status)) return failed(state, rds, found);
  if (found.status !== 'available') return again(`it is ${found.status}`);
  return adjust(state, rds, found);
}

function again(says: string, changes = {}): Outcome {
  return { kind: 'again', late: reason('restore-timeout', says), changes };
}

async function failed(state: RestoreState, rds: Rds, found: DatabaseInstance): Promise<Outcome> {
  const messages = await rds.failures(state.target);
  return { kind: 'red', reasons: [reasonOfFailure([`the instance is ${found.status}`, ...messages])] };
}

/** Sets what the restore call does not take. */
async function adjust(state: RestoreState, rds: Rds, found: DatabaseInstance): Promise<Outcome> {
  const { settings } = state;
  const open = settings ? stillToSet(settings, found.settings) : [];
  const managed = found.secretArn !== undefined;
  if (!settings || (open.length === 0 && managed)) return { kind: 'done' };
  if (state.adjusted) return managed ? { kind: 'done' } : again('RDS is making its password');
  await rds.set(state.target, settings, open);
  return again('its settings are being changed', { adjusted: true });
}

export async function handler(event: unknown): Promise<RestoreState> {
  return perform('wait', wait, event, { rds: sdkRds(), now: () => new Date() });
}
