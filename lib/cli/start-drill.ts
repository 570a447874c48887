import type { DrillResult } from '../local/drill/plan.ts';
import { LocalEnvironmentError } from '../local/postgres/errors.ts';
import { drillLocally } from './drill-local.ts';
import { keepReport, signReport } from './drill-reports.ts';
import { DRILLS } from './folders.ts';

/** The agreement whose recovery is drilled: it promises a loss, a time back and a failover. */
export const DRILLED = 'sovereign-node';
/** Those that promise copies in another region, for every plan or for one tenant; the further drills restore from there. */
const KEPT_AWAY = ['predictive-database-operations', 'enterprise-tiers'];

/** What was drilled on this machine, or why nothing was: PostgreSQL comes for the common platforms only. */
export interface StartDrills {
  readonly drilled: DrillResult | undefined;
  readonly away: readonly DrillResult[];
  readonly reason?: string;
}

/** The drills, one after the other so that none slows another; their signed reports are kept for the audit. */
export async function drillAll(say: (text: string) => void): Promise<StartDrills> {
  try {
    say(`drill: an accident, a restore and a failover on a real database, as ${DRILLED} promises them`);
    const drilled = await drillAndKeep({ agreement: DRILLED, from: 'primary' }, say);
    const away: DrillResult[] = [];
    for (const agreement of KEPT_AWAY) {
      say(`drill: a restore from the recovery region, as ${agreement} promises it`);
      away.push(await drillAndKeep({ agreement, from: 'recovery-region' }, say));
    }
    return { drilled, away };
  } catch (error) {
    if (!(error instanceof LocalEnvironmentError)) throw error;
    return { drilled: undefined, away: [], reason: error.message };
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
