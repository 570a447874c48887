import { done, type FailoverOutcome, performFailover, red } from '../lib/aws/failover/perform.ts';
import type { Clock, RestoresAway } from '../lib/aws/failover/ports.ts';
import { sfnRestores } from '../lib/aws/failover/runs.ts';
import { setting } from '../lib/aws/settings.ts';
import { failoverReason } from '../lib/promises/failover/reasons.ts';
import type { FailoverState, Restored } from '../lib/promises/failover/state.ts';

interface Tools {
  readonly restores: RestoresAway;
  readonly now: Clock;
}

/**
 * Brings the data home: restores each database in the primary region from the continuous backup that a person
 * named. A fail-back is never in a hurry, so it is looked at and not waited for.
 */
export async function restoreBack(state: FailoverState, { restores }: Tools): Promise<FailoverOutcome> {
  const { databases, backups, to } = state.request;
  const missing = databases.filter(name => backups[name] === undefined);
  if (missing.length > 0) return red('data-not-ready', `no backup was named for ${missing.join(', ')}`);
  const ended: Restored[] = [];
  for (const database of databases) {
    const name = `${state.began ?? state.request.run}-${database}`.slice(-80);
    await restores.start(to, name, inputOf(state, database, name));
    const result = await restores.ended(to, name);
    if (result) ended.push(result);
  }
  if (ended.length === databases.length) return done({ restores: ended });
  return { kind: 'again', late: failoverReason('data-not-ready', 'a restore takes too long') };
}

function inputOf({ request, leaseTakenAt }: FailoverState, database: string, run: string) {
  const backup = request.backups[database];
  return {
    database,
    run,
    mode: 'recovery',
    to: 'latest',
    accidentAt: leaseTakenAt,
    confirm: database,
    backup,
  };
}

export async function handler(event: unknown): Promise<FailoverState> {
  const machine = setting('RESTORE_MACHINE');
  const own = machine.split(':')[3] ?? '';
  const restores = sfnRestores(region => machine.replace(`:${own}:`, `:${region}:`));
  return performFailover('restore-back', restoreBack, event, { restores, now: () => new Date() });
}
