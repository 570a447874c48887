import { conductPlan, type Plan, type PlanConductor, type PlannedStep } from '../machine.ts';
import { failoverReason } from './reasons.ts';
import type { FailoverMode, FailoverState } from './state.ts';

/** The steps of a failover; each but `restore` is the Lambda `failover-<name>`, and `restore` is the restore machine. */
export type FailoverStepName =
  | 'claim'
  | 'decide'
  | 'rehearse'
  | 'fence'
  | 'restore'
  | 'restore-back'
  | 'ready'
  | 'shift'
  | 'open'
  | 'roll-back'
  | 'verify'
  | 'report';

/**
 * When a step is due. `forward`: nothing was found wrong, and the new region is not open yet. `undo`: something was,
 * and it is not. `opened`: it is, so that only forward is left.
 */
export type Due = 'forward' | 'undo' | 'opened' | 'always';

export interface FailoverStep extends PlannedStep<FailoverStepName> {
  readonly runs: Due;
  readonly modes: readonly FailoverMode[];
}

const RETRY = { times: 4, after: 2 };
/** What leaves a service without a writer when it is not done is tried for about half an hour. */
const STUBBORN = { times: 9, after: 2 };
const MOVES: readonly FailoverMode[] = ['failover', 'fail-back'];
const ALL: readonly FailoverMode[] = ['failover', 'fail-back', 'dry-run'];

/**
 * The one definition of a failover. The simulation executes it, and the Step Functions state machine is generated
 * from it. Nothing is shifted before it was decided by a quorum and fenced, and nothing opens before all of that.
 */
export const FAILOVER_STEPS: readonly FailoverStep[] = [
  { name: 'claim', runs: 'forward', modes: ALL, retry: RETRY },
  { name: 'decide', runs: 'forward', modes: ALL, retry: RETRY },
  { name: 'rehearse', runs: 'always', modes: ['dry-run'], retry: RETRY },
  { name: 'fence', runs: 'forward', modes: MOVES, retry: RETRY },
  { name: 'restore', runs: 'forward', modes: ['failover'], retry: { times: 2, after: 30 } },
  { name: 'restore-back', runs: 'forward', modes: ['fail-back'], retry: RETRY },
  { name: 'ready', runs: 'forward', modes: MOVES, retry: RETRY },
  { name: 'shift', runs: 'forward', modes: MOVES, retry: RETRY },
  { name: 'open', runs: 'forward', modes: MOVES, retry: RETRY },
  { name: 'roll-back', runs: 'undo', modes: MOVES, retry: STUBBORN },
  { name: 'verify', runs: 'opened', modes: MOVES, retry: RETRY },
  { name: 'report', runs: 'always', modes: ALL, retry: STUBBORN },
];

function isDue({ runs, modes }: FailoverStep, { request, reasons, openedAt }: FailoverState): boolean {
  if (!modes.includes(request.mode)) return false;
  switch (runs) {
    case 'forward':
      return reasons.length === 0 && openedAt === undefined;
    case 'undo':
      return reasons.length > 0 && openedAt === undefined;
    case 'opened':
      return openedAt !== undefined;
    case 'always':
      return true;
  }
}

function crashed(state: FailoverState, step: FailoverStepName, cause: string): FailoverState {
  const { waiting: _, ...rest } = state;
  return { ...rest, reasons: [...state.reasons, failoverReason('crash', `${step}: ${cause}`)] };
}

const PLAN: Plan<FailoverStep, FailoverState> = {
  steps: FAILOVER_STEPS,
  isDue,
  crashed,
  pause: state => state.request.pace.every,
};

export type FailoverConductor = PlanConductor<FailoverStepName, FailoverState>;

/** Runs the machine to its end. */
export async function conductFailover(
  start: FailoverState,
  conductor: FailoverConductor,
): Promise<FailoverState> {
  return conductPlan(PLAN, start, conductor);
}
