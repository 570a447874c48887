import type { StepName } from '../../promises/recovery/machine.ts';
import type { Reason } from '../../promises/recovery/reasons.ts';
import { type RestoreState, state as stateSchema } from '../../promises/recovery/state.ts';
import type { Clock } from './ports.ts';
import { withReasons } from './reasons.ts';

export type Changes = Partial<RestoreState>;

/** How one call of a step ended. */
export type Outcome =
  | { readonly kind: 'done'; readonly changes?: Changes }
  /** Call again later; when that has gone on for too long, `late` is the reason. */
  | { readonly kind: 'again'; readonly late: Reason; readonly changes?: Changes; readonly denied?: boolean }
  | { readonly kind: 'red'; readonly reasons: readonly Reason[]; readonly changes?: Changes };

export type StepWork<T> = (state: RestoreState, tools: T & { readonly now: Clock }) => Promise<Outcome>;

/**
 * Calls a step with a state that was parsed, and notes the outcome in it: the time it took, whether it is to be
 * called again, and what was found wrong.
 * @throws whatever the work throws: the caller tries again
 */
export async function perform<T>(
  name: StepName,
  work: StepWork<T>,
  event: unknown,
  tools: T & { readonly now: Clock },
): Promise<RestoreState> {
  const before = stateSchema.parse(event);
  const began = tools.now().toISOString();
  const outcome = await work(before, tools);
  const ended = tools.now().toISOString();
  const after = { ...before, ...outcome.changes, phases: phasesWith(before, name, began, ended) };
  const { waiting: earlier, ...settled } = after;
  if (outcome.kind === 'done') return settled;
  if (outcome.kind === 'red') return { ...settled, reasons: withReasons(after, outcome.reasons) };
  const since = earlier?.step === name ? earlier.since : began;
  if (new Date(ended).getTime() - new Date(since).getTime() > before.request.pace.patience * 1000) {
    return { ...settled, reasons: withReasons(after, [outcome.late]) };
  }
  const denied = outcome.denied ? (earlier?.step === name ? earlier.denied : 0) + 1 : 0;
  return { ...after, waiting: { step: name, since, denied } };
}

function phasesWith(state: RestoreState, name: string, from: string, to: string): RestoreState['phases'] {
  const known = state.phases.find(phase => phase.name === name);
  if (!known) return [...state.phases, { name, from, to }];
  return state.phases.map(phase => (phase === known ? { ...phase, to } : phase));
}
