import { type Outcome, perform } from '../lib/aws/recovery/perform.ts';
import { writePointer } from '../lib/aws/recovery/pointer.ts';
import type { DatabaseInstance, Rds } from '../lib/aws/recovery/ports.ts';
import { sdkRds } from '../lib/aws/recovery/rds.ts';
import type { KnownPlace } from '../lib/promises/databases/place.ts';
import { replacedIdentifier, TAGS } from '../lib/promises/recovery/identity.ts';
import { reason } from '../lib/promises/recovery/reasons.ts';
import type { RestoreState } from '../lib/promises/recovery/state.ts';

interface Tools {
  readonly rds: Rds;
  /** Writes where the database now is; for recoveries that have a pointer. */
  readonly point?: (pointer: string, place: KnownPlace) => Promise<void>;
}

/**
 * Gives the restored database the name of the one it replaces, so that its address stays. The old one is kept under
 * another name. Each call does one thing and looks at what is there, so that a crash between any two is harmless.
 */
export async function takeOver(state: RestoreState, tools: Tools): Promise<Outcome> {
  const { rds } = tools;
  const { source, run } = state.request;
  const named = await rds.find(source);
  if (named?.tags[TAGS.run] === run) return tellWhere(state, named, tools);
  if (named) {
    if (named.status === 'available') await rds.rename(source, replacedIdentifier(source, run));
    return again('the old database is being renamed');
  }
  const restored = await rds.find(state.target);
  if (restored?.status === 'available') await rds.rename(state.target, source);
  return again('the restored database is being renamed');
}

/** Its address and its password are new: whoever connects finds both through the pointer. */
async function tellWhere(state: RestoreState, found: DatabaseInstance, { point }: Tools): Promise<Outcome> {
  const { pointer, checks } = state.request;
  const done: Outcome = { kind: 'done', changes: { tookOver: true } };
  if (pointer === undefined || !point) return done;
  const { status, address: host, port, secretArn: secret } = found;
  if (status !== 'available' || !host || !port || !secret) return again(`it is ${status} under its new name`);
  await point(pointer, { host, port, name: checks.database, secret });
  return done;
}

function again(says: string): Outcome {
  return { kind: 'again', late: reason('take-over-failed', says), changes: { takingOver: true } };
}

export async function handler(event: unknown): Promise<RestoreState> {
  return perform('take-over', takeOver, event, { rds: sdkRds(), point: writePointer, now: () => new Date() });
}
