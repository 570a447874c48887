import { isReasonCode, type Reason, reason } from './reasons.ts';
import type { RestoreState, Validation } from './state.ts';

/** Seconds from the start of the recovery to the first correct answer; null when there was none. */
export function recoveryTime(state: RestoreState): number | null {
  const answered = state.validation?.answeredAt;
  return answered === undefined ? null : secondsBetween(state.request.startedAt, answered);
}

/**
 * Seconds of data that the restore lost: from the newest marker that came back to the accident. Null when no marker
 * was found, which is not the same as nothing lost.
 */
export function recoveryPoint(state: RestoreState): number | null {
  const newest = state.validation?.newestMarker;
  return newest === undefined ? null : Math.max(0, secondsBetween(newest, state.request.accidentAt));
}

export function secondsBetween(from: string, to: string): number {
  return (new Date(to).getTime() - new Date(from).getTime()) / 1000;
}

/** What the validation found wrong with the restored data and settings. */
export function judgeValidation({ rows, parity }: Validation): readonly Reason[] {
  const lost = parity.filter(line => !line.same);
  return [
    ...(rows.missing > 0 ? [reason('missing-rows', `${rows.missing} of ${rows.expected}`)] : []),
    ...(rows.extra > 0 ? [reason('extra-rows', `${rows.extra} beyond ${rows.expected}`)] : []),
    ...(rows.changed > 0 ? [reason('changed-rows', `${rows.changed} of ${rows.expected}`)] : []),
    ...lost.map(line => reason('lost-setting', `${line.setting} was ${line.source} and is ${line.restored}`)),
  ];
}

/** Compares what was measured with what was promised. What could not be measured never counts as kept. */
export function judgeTimes(state: RestoreState): readonly Reason[] {
  const { promised, checks } = state.request;
  const { recoveryTime: rto, recoveryPoint: rpo } = promised;
  const { markers } = checks;
  return [
    ...judgeTime(recoveryTime(state), rto),
    ...(markers && state.validation ? judgeLoss(recoveryPoint(state), rpo, markers.table) : []),
  ];
}

function judgeTime(measured: number | null, promised: number | null): readonly Reason[] {
  if (measured === null) return [reason('not-measured')];
  if (promised === null) return [];
  return measured > promised ? [reason('rto', `${measured.toFixed(1)} s of ${promised} s`)] : [];
}

function judgeLoss(measured: number | null, promised: number | null, table: string): readonly Reason[] {
  if (measured === null) return [reason('rpo', `no marker row came back in ${table}`)];
  if (promised === null) return [];
  return measured > promised ? [reason('rpo', `${measured.toFixed(1)} s of ${promised} s`)] : [];
}

/** The reasons carried in a state, known codes only; an unknown one counts as a crash rather than vanishing. */
export function reasonsOf(state: RestoreState): readonly Reason[] {
  return state.reasons.map(({ code, says }) => ({ code: isReasonCode(code) ? code : 'crash', says }));
}
