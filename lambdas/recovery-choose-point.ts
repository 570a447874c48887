import { type Outcome, perform } from '../lib/aws/recovery/perform.ts';
import type { Clock, Rds } from '../lib/aws/recovery/ports.ts';
import { sdkRds } from '../lib/aws/recovery/rds.ts';
import { choosePoint as choose, neverReached } from '../lib/promises/recovery/point.ts';
import { type Reason, reason } from '../lib/promises/recovery/reasons.ts';
import type { RestoreState } from '../lib/promises/recovery/state.ts';

interface Tools {
  readonly rds: Rds;
  readonly now: Clock;
}

/** Chooses the moment to restore to, and reads the settings to restore with. */
export async function choosePoint(state: RestoreState, { rds, now }: Tools): Promise<Outcome> {
  const { request } = state;
  if (request.mode === 'recovery' && request.confirm !== request.source) return red(reason('not-confirmed'));
  const settings = request.settings ?? (await rds.find(request.source))?.settings;
  const window = await rds.window(request.source, request.backup);
  if (!settings || !window) return red(reason('no-source', request.backup ?? request.source));
  const choice = choose(request.to, window, now());
  switch (choice.kind) {
    case 'impossible':
      return red(choice.reason);
    case 'wait':
      return { kind: 'again', late: neverReached(request.to, window) };
    case 'at':
      return { kind: 'done', changes: { settings, point: choice.time.toISOString() } };
  }
}

function red(found: Reason): Outcome {
  return { kind: 'red', reasons: [found] };
}

export async function handler(event: unknown): Promise<RestoreState> {
  return perform('choose-point', choosePoint, event, { rds: sdkRds(), now: () => new Date() });
}
