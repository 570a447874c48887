import { type Outcome, perform } from '../lib/aws/recovery/perform.ts';
import type { Clock, Rds } from '../lib/aws/recovery/ports.ts';
import { sdkRds } from '../lib/aws/recovery/rds.ts';
import { type Backups, choosePoint as choose, neverReached } from '../lib/promises/recovery/point.ts';
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
  const backups = await rds.backups(request.source, request.backup);
  if (!settings || isEmpty(backups)) return red(reason('no-source', request.backup ?? request.source));
  const choice = choose(request.to, backups, now());
  switch (choice.kind) {
    case 'impossible':
      return red(choice.reason);
    case 'wait':
      return { kind: 'again', late: neverReached(request.to, backups) };
    case 'at': {
      const { origin, time, storage } = choice;
      // The storage of the source may have grown since these settings were written down.
      const allocatedStorage = Math.max(settings.allocatedStorage, storage ?? 0);
      const changes = { settings: { ...settings, allocatedStorage }, origin, point: time.toISOString() };
      return { kind: 'done', changes };
    }
  }
}

function isEmpty({ continuous, snapshots }: Backups): boolean {
  return continuous === undefined && snapshots.length === 0;
}

function red(found: Reason): Outcome {
  return { kind: 'red', reasons: [found] };
}

export async function handler(event: unknown): Promise<RestoreState> {
  return perform('choose-point', choosePoint, event, { rds: sdkRds(), now: () => new Date() });
}
