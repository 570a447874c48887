import { judgeTimes, reasonsOf, recoveryPoint, recoveryTime, secondsBetween } from './judgement.ts';
import { NO_ROWS, type RowCounts } from './rows.ts';
import type { About, Mode, RestoreState, Validation } from './state.ts';

export interface Measured {
  readonly promised: number | null;
  readonly measured: number | null;
}

/** What was drilled, for whom and when: by this an audit knows what a report can prove. */
export interface DrillSubject extends Omit<About, 'environment'> {
  /** Where it is kept; null for a drill on a machine of its own. */
  readonly environment: string | null;
  readonly database: string;
  readonly run: string;
  readonly from: 'primary' | 'recovery-region';
  /** The moment to which it was restored; null where none could be chosen. */
  readonly point: string | null;
  readonly startedAt: string;
  readonly endedAt: string;
}

/** A failover under a writer, in seconds and rows. */
export interface FailoverFigures {
  readonly promised: number | null;
  /** From the death of the primary to the first write that its successor acknowledged; null where none came. */
  readonly measured: number | null;
  /** From the death of the primary until the environment noticed. */
  readonly detected: number | null;
  readonly acknowledged: number;
  readonly lost: number;
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
  /** Null where the run was not told whose promises it is about. */
  readonly about: DrillSubject | null;
  /** Null where no failover was tried. */
  readonly failover: FailoverFigures | null;
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
    about: subjectOf(state),
    failover: null,
  };
}

function subjectOf({ request, point, phases }: RestoreState): DrillSubject | null {
  const { about, source: database, run, from, backup, startedAt } = request;
  if (!about) return null;
  return {
    ...about,
    environment: about.environment ?? null,
    ...{ database, run },
    from: from ?? (backup === undefined ? 'primary' : 'recovery-region'),
    point: point ?? null,
    startedAt,
    endedAt: phases.at(-1)?.to ?? startedAt,
  };
}
