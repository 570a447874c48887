import type { DrillResult } from '../local/drill/plan.ts';
import { LocalEnvironmentError } from '../local/postgres/errors.ts';
import { drillLocally } from './drill-local.ts';

/** The agreement whose recovery is drilled: it promises a loss, a time back and a failover. */
export const DRILLED = 'sovereign-node';

/** A drill on this machine, or why there is none: PostgreSQL comes for the common platforms only. */
export type StartDrill =
  | { readonly result: DrillResult; readonly reason?: undefined }
  | { readonly result: undefined; readonly reason: string };

export async function drillOnce(say: (text: string) => void): Promise<StartDrill> {
  try {
    return { result: await drillLocally({ agreement: DRILLED, from: 'primary' }, say) };
  } catch (error) {
    if (!(error instanceof LocalEnvironmentError)) throw error;
    return { result: undefined, reason: error.message };
  }
}
