import { type Outcome, perform } from '../lib/aws/recovery/perform.ts';
import type { Rds } from '../lib/aws/recovery/ports.ts';
import { sdkRds } from '../lib/aws/recovery/rds.ts';
import { replacedIdentifier, TAGS } from '../lib/promises/recovery/identity.ts';
import { reason } from '../lib/promises/recovery/reasons.ts';
import type { RestoreState } from '../lib/promises/recovery/state.ts';

interface Tools {
  readonly rds: Rds;
}

/**
 * Gives the restored database the name of the one it replaces, so that its address stays. The old one is kept under
 * another name. Each call does one thing and looks at what is there, so that a crash between any two is harmless.
 */
export async function takeOver(state: RestoreState, { rds }: Tools): Promise<Outcome> {
  const { source, run } = state.request;
  const named = await rds.find(source);
  if (named?.tags[TAGS.run] === run) return { kind: 'done', changes: { tookOver: true } };
  if (named) {
    if (named.status === 'available') await rds.rename(source, replacedIdentifier(source, run));
    return again('the old database is being renamed');
  }
  const restored = await rds.find(state.target);
  if (restored?.status === 'available') await rds.rename(state.target, source);
  return again('the restored database is being renamed');
}

function again(says: string): Outcome {
  return { kind: 'again', late: reason('take-over-failed', says), changes: { takingOver: true } };
}

export async function handler(event: unknown): Promise<RestoreState> {
  return perform('take-over', takeOver, event, { rds: sdkRds(), now: () => new Date() });
}
