import { judgeTimes, reasonsOf, recoveryPoint, recoveryTime, secondsBetween } from './judgement.ts';
import { NO_ROWS, type RowCounts } from './rows.ts';
import type { Mode, RestoreState, Validation } from './state.ts';

export interface Measured {
  readonly promised: number | null;
  readonly measured: number | null;
}

/** What a drill ends with; its shape is documented and stable. */
export interface DrillReport {
  readonly ok: boolean;
  readonly mode: Mode;
  readonly phases: readonly { readonly name: string; readonly seconds: number }[];
  readonly rto: Measured;
  readonly rpo: Measured;
  readonly rows: RowCounts;
  readonly parity: Validation['parity'];
  readonly fault: string | null;
  /** Empty when and only when the drill is green; each `code: what exactly`. */
  readonly reasons: readonly string[];
}

/** The report of a restore that has ended. Green needs a validation that found nothing wrong: silence is red. */
export function reportOf(state: RestoreState): DrillReport {
  const found = [...reasonsOf(state), ...(state.validation ? judgeTimes(state) : [])];
  const silent = found.length === 0 && !state.validation;
  const reasons = found.map(({ code, says }) => `${code}: ${says}`);
  return {
    ok: found.length === 0 && !silent,
    mode: state.request.mode,
    phases: state.phases.map(({ name, from, to }) => ({ name, seconds: secondsBetween(from, to) })),
    rto: { promised: state.request.promised.recoveryTime, measured: recoveryTime(state) },
    rpo: { promised: state.request.promised.recoveryPoint, measured: recoveryPoint(state) },
    rows: state.validation?.rows ?? NO_ROWS,
    parity: state.validation?.parity ?? [],
    fault: null,
    reasons: silent ? ['not-measured: the restored database was never validated'] : reasons,
  };
}
