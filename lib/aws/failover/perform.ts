import type { FailoverStepName } from '../../promises/failover/machine.ts';
import { type FailoverReason, failoverReason } from '../../promises/failover/reasons.ts';
import { type FailoverState, failoverState } from '../../promises/failover/state.ts';
import type { Clock } from './ports.ts';

type Found = ReturnType<typeof failoverReason>;

/** How one call of a step ended. */
export type FailoverOutcome =
  | { readonly kind: 'done'; readonly changes?: Partial<FailoverState> }
  /** Call again later; when that has gone on for too long, `late` is the reason. */
  | { readonly kind: 'again'; readonly late: Found; readonly changes?: Partial<FailoverState> }
  | { readonly kind: 'red'; readonly reason: Found; readonly changes?: Partial<FailoverState> };

/** What a step does with a state and the services it needs. */
export type FailoverWork<T> = (
  state: FailoverState,
  tools: T & { readonly now: Clock },
) => Promise<FailoverOutcome>;

export function done(changes: Partial<FailoverState> = {}): FailoverOutcome {
  return { kind: 'done', changes };
}

export function red(code: FailoverReason, detail: string): FailoverOutcome {
  return { kind: 'red', reason: failoverReason(code, detail) };
}

/**
 * Calls a step with a state that was parsed, and notes the outcome in it: the time it took, whether it is to be
 * called again, and what was found wrong.
 * @throws whatever the work throws: the caller tries again
 */
export async function performFailover<T>(
  name: FailoverStepName,
  work: FailoverWork<T>,
  event: unknown,
  tools: T & { readonly now: Clock },
): Promise<FailoverState> {
  const before = failoverState.parse(event);
  const began = tools.now().toISOString();
  const outcome = await work(before, tools);
  const ended = tools.now().toISOString();
  const phases = phasesWith(before, name, began, ended);
  const { waiting: earlier, ...settled } = { ...before, ...outcome.changes, phases };
  switch (outcome.kind) {
    case 'done':
      return settled;
    case 'red':
      return withReason(settled, outcome.reason);
    case 'again': {
      const since = earlier?.step === name ? earlier.since : began;
      const waited = new Date(ended).getTime() - new Date(since).getTime();
      const late = waited > patienceOf(name, before) * 1000;
      return late ? withReason(settled, outcome.late) : { ...settled, waiting: { step: name, since } };
    }
  }
}

function patienceOf(name: FailoverStepName, { request: { pace } }: FailoverState): number {
  return name === 'restore-back' ? pace.restore : pace.patience;
}

function withReason(state: FailoverState, { code, says }: Found): FailoverState {
  const known = state.reasons.some(each => each.code === code && each.says === says);
  return known ? state : { ...state, reasons: [...state.reasons, { code, says }] };
}

function phasesWith(state: FailoverState, name: string, from: string, to: string): FailoverState['phases'] {
  const known = state.phases.find(phase => phase.name === name);
  if (!known) return [...state.phases, { name, from, to }];
  return state.phases.map(phase => (phase === known ? { ...phase, to } : phase));
}
