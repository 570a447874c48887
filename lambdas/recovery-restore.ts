import { type Outcome, perform } from '../lib/aws/recovery/perform.ts';
import { type Clock, type Rds, RefusedError, type RestoreOrder } from '../lib/aws/recovery/ports.ts';
import { sdkRds } from '../lib/aws/recovery/rds.ts';
import { claimOn, TAGS } from '../lib/promises/recovery/identity.ts';
import { reason, reasonOfFailure } from '../lib/promises/recovery/reasons.ts';
import type { RestoreState } from '../lib/promises/recovery/state.ts';

interface Tools {
  readonly rds: Rds;
  readonly now: Clock;
}

/** Begins the restore, or joins the one that an earlier call of the same run began. */
export async function restore(state: RestoreState, tools: Tools): Promise<Outcome> {
  const { rds, now } = tools;
  const existing = await rds.find(state.target);
  if (!existing) return begin(state, tools);
  switch (claimOn(existing.tags, state.request, now())) {
    case 'mine':
      return existing.status === 'deleting' ? again() : { kind: 'done', changes: { attempted: true } };
    case 'expired':
      // Its run has died without cleaning up; this one does it instead.
      if (existing.settings.deletionProtection) await rds.unprotect(state.target);
      else if (existing.status !== 'deleting') await rds.remove(state.target);
      return again();
    case 'duplicate':
      return { kind: 'red', reasons: [reason('duplicate')] };
    case 'busy':
    case 'foreign':
      return { kind: 'red', reasons: [reason('busy', `${state.target} exists`)] };
  }
}

function again(changes = {}): Outcome {
  return { kind: 'again', late: reason('busy', 'the one before it is still being removed'), changes };
}

async function begin(state: RestoreState, { rds, now }: Tools): Promise<Outcome> {
  const order = orderOf(state, now());
  if (!order)
    return { kind: 'red', reasons: [reason('restore-refused', 'no point or settings were chosen')] };
  try {
    const begun = await rds.restore(order);
    return begun === 'begun' ? { kind: 'done', changes: { attempted: true } } : again({ attempted: true });
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const { code } = reasonOfFailure([error.message]);
    const known = code === 'restore-failed' ? 'restore-refused' : code;
    return { kind: 'red', reasons: [reason(known, error.message)] };
  }
}

function orderOf(state: RestoreState, now: Date): RestoreOrder | undefined {
  const { request, target, point, origin, settings } = state;
  if (point === undefined || origin === undefined || settings === undefined) return undefined;
  const expires = new Date(now.getTime() + request.lease * 1000).toISOString();
  const tags = {
    [TAGS.run]: request.run,
    ...(request.execution !== undefined && { [TAGS.execution]: request.execution }),
    [TAGS.source]: request.source,
    [TAGS.mode]: request.mode,
    [TAGS.expires]: expires,
  };
  return { source: request.source, origin, target, time: new Date(point), settings, tags };
}

export async function handler(event: unknown): Promise<RestoreState> {
  return perform('restore', restore, event, { rds: sdkRds(), now: () => new Date() });
}
