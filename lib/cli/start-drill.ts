import type { DrillResult } from '../local/drill/plan.ts';
import { LocalEnvironmentError } from '../local/postgres/errors.ts';
import { drillLocally } from './drill-local.ts';
import { keepReport, signReport } from './drill-reports.ts';
import { DRILLS } from './folders.ts';

/** The agreement whose recovery is drilled: it promises a loss, a time back and a failover. */
export const DRILLED = 'sovereign-node';
/** The one that promises copies in another region, from which the second drill restores. */
const KEPT_AWAY = 'predictive-database-operations';

/** What was drilled on this machine, or why nothing was: PostgreSQL comes for the common platforms only. */
export interface StartDrills {
  readonly drilled: DrillResult | undefined;
  readonly away: DrillResult | undefined;
  readonly reason?: string;
}

/** Two drills, one after the other so that neither slows the other; their signed reports are kept for the audit. */
export async function drillBoth(say: (text: string) => void): Promise<StartDrills> {
  try {
    say(`drill: an accident, a restore and a failover on a real database, as ${DRILLED} promises them`);
    const drilled = await drillAndKeep({ agreement: DRILLED, from: 'primary' }, say);
    say(`drill: a restore from the recovery region, as ${KEPT_AWAY} promises it`);
    return { drilled, away: await drillAndKeep({ agreement: KEPT_AWAY, from: 'recovery-region' }, say) };
  } catch (error) {
    if (!(error instanceof LocalEnvironmentError)) throw error;
    return { drilled: undefined, away: undefined, reason: error.message };
  }
}

async function drillAndKeep(
  flags: Parameters<typeof drillLocally>[0],
  say: (text: string) => void,
): Promise<DrillResult> {
  const result = await drillLocally(flags, say);
  keepReport(DRILLS, await signReport(DRILLS, result.report));
  return result;
}
