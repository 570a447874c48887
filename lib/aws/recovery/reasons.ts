import type { Reason } from '../../promises/recovery/reasons.ts';
import type { RestoreState } from '../../promises/recovery/state.ts';

/** The state's reasons and the new ones; a repeated call does not repeat them. */
export function withReasons(state: RestoreState, found: readonly Reason[]): RestoreState['reasons'] {
  const known = new Set(state.reasons.map(({ code, says }) => `${code}: ${says}`));
  const fresh = found.filter(({ code, says }) => !known.has(`${code}: ${says}`));
  return [...state.reasons, ...fresh.map(({ code, says }) => ({ code, says }))];
}
