import { inspectPostgres } from '../lib/aws/recovery/inspect.ts';
import { type Outcome, perform } from '../lib/aws/recovery/perform.ts';
import {
  type DatabaseInstance,
  type Inspect,
  type Inspection,
  InspectionTimeoutError,
  type Rds,
} from '../lib/aws/recovery/ports.ts';
import { sdkRds } from '../lib/aws/recovery/rds.ts';
import { isOurs } from '../lib/promises/recovery/identity.ts';
import { judgeValidation } from '../lib/promises/recovery/judgement.ts';
import { type Reason, reason } from '../lib/promises/recovery/reasons.ts';
import { parityOf } from '../lib/promises/recovery/settings.ts';
import type { RestoreState, Validation } from '../lib/promises/recovery/state.ts';

interface Tools {
  readonly rds: Rds;
  readonly inspect: Inspect;
}

/** Looks into the restored database and compares its settings with the source's. */
export async function validate(state: RestoreState, { rds, inspect }: Tools): Promise<Outcome> {
  const found = await rds.find(state.target);
  if (!found) return again('RDS does not know the instance');
  if (!isOurs(found.tags, state.request)) {
    return { kind: 'red', reasons: [reason('busy', `${state.target} belongs to another run`)] };
  }
  if (found.status !== 'available') return again(`it is ${found.status}`);
  try {
    return judged(state, found, await inspect(found, state.request.checks));
  } catch (error) {
    if (!(error instanceof InspectionTimeoutError)) throw error;
    return { kind: 'red', reasons: [reason('validation-timeout', error.message)] };
  }
}

function again(says: string): Outcome {
  return { kind: 'again', late: reason('validation-failed', says) };
}

function judged(state: RestoreState, found: DatabaseInstance, seen: Inspection): Outcome {
  const { settings } = state;
  if (!settings)
    return { kind: 'red', reasons: [reason('validation-failed', 'no settings to compare with')] };
  const parity = parityOf(settings, found.settings).map(line => ({ ...line }));
  const validation: Validation = {
    rows: seen.rows,
    answeredAt: seen.answeredAt?.toISOString(),
    newestMarker: seen.newestMarker?.toISOString(),
    parity,
  };
  const reasons = [...judgeValidation(validation), ...judgeInside(seen)];
  return reasons.length > 0
    ? { kind: 'red', reasons, changes: { validation } }
    : { kind: 'done', changes: { validation } };
}

function judgeInside(seen: Inspection): readonly Reason[] {
  return [
    ...(seen.answeredAt ? [] : [reason('wrong-answer', seen.answer)]),
    ...seen.brokenKeys.map(name => reason('foreign-key', name)),
    ...seen.lostIndexes.map(name => reason('lost-index', name)),
  ];
}

export async function handler(event: unknown): Promise<RestoreState> {
  const tools = { rds: sdkRds(), inspect: inspectPostgres(), now: () => new Date() };
  return perform('validate', validate, event, tools);
}
