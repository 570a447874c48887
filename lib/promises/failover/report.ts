import type { Signal } from './quorum.ts';
import { failoverReason } from './reasons.ts';
import type { FailoverMode, FailoverState } from './state.ts';

export type FailoverOutcome = 'shifted' | 'rolled back' | 'refused' | 'dry run';

/** Seconds from when the trouble was first seen; null for what did not happen. */
export interface FailoverTimes {
  readonly started: number;
  readonly decided: number | null;
  readonly fenced: number | null;
  readonly dataReady: number | null;
  readonly shifted: number | null;
  readonly opened: number | null;
  readonly firstWrite: number | null;
}

/** What a failover ends with; its shape is documented and stable. */
export interface FailoverReport {
  readonly ok: boolean;
  readonly outcome: FailoverOutcome;
  readonly mode: FailoverMode;
  readonly service: string;
  readonly run: string;
  readonly from: string;
  readonly to: string;
  readonly detectedAt: string;
  readonly signals: readonly Signal[];
  readonly seconds: FailoverTimes;
  readonly promised: { readonly recovery: number | null };
  /** Up to when each database has its data. */
  readonly restores: readonly {
    readonly database: string;
    readonly point: string | null;
    readonly reasons: readonly string[];
  }[];
  /** Of a dry run: what it would have done. */
  readonly would: readonly string[];
  /** Empty when and only when it is green; each `code: what exactly`. */
  readonly reasons: readonly string[];
}

/** The report of a run that has ended. */
export function failoverReportOf(state: FailoverState): FailoverReport {
  const { request, looks, restores } = state;
  const { mode, service, run, from, to, detectedAt, promised } = request;
  const reasons = [...state.reasons, ...silence(state), ...lateness(state)].map(
    ({ code, says }) => `${code}: ${says}`,
  );
  return {
    ok: reasons.length === 0,
    outcome: outcomeOf(state),
    ...{ mode, service, run, from, to, detectedAt, promised },
    signals: looks?.signals ?? [],
    seconds: timesOf(state),
    restores: (restores ?? []).map(({ request: { source }, point, reasons: found }) => ({
      database: source,
      point: point ?? null,
      reasons: found.map(({ code, says }) => `${code}: ${says}`),
    })),
    would: state.would ?? [],
    reasons,
  };
}

function outcomeOf({ request, openedAt, claimed }: FailoverState): FailoverOutcome {
  if (request.mode === 'dry-run') return 'dry run';
  if (openedAt !== undefined) return 'shifted';
  return claimed ? 'rolled back' : 'refused';
}

function timesOf(state: FailoverState): FailoverTimes {
  const since = new Date(state.request.detectedAt).getTime();
  const until = (at: string | undefined) =>
    at === undefined ? null : (new Date(at).getTime() - since) / 1000;
  return {
    started: (new Date(state.request.startedAt).getTime() - since) / 1000,
    decided: until(state.decidedAt),
    fenced: until(state.fencedAt),
    dataReady: until(state.dataReadyAt),
    shifted: until(state.shiftedAt),
    opened: until(state.openedAt),
    firstWrite: until(state.firstWriteAt),
  };
}

/** A failover that proved no write is not green, whatever else went well. */
function silence({ request, openedAt, firstWriteAt, reasons }: FailoverState) {
  const silent = request.mode !== 'dry-run' && firstWriteAt === undefined && reasons.length === 0;
  return silent ? [failoverReason(openedAt ? 'not-verified' : 'crash', 'no write was measured')] : [];
}

function lateness(state: FailoverState) {
  const { recovery } = state.request.promised;
  const measured = timesOf(state).firstWrite;
  if (recovery === null || measured === null || measured <= recovery) return [];
  return [failoverReason('late', `${measured.toFixed(1)} s of ${recovery} s`)];
}
