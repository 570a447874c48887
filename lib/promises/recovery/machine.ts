import { conductPlan, nextOf, type Plan, type PlanConductor, type PlannedStep } from '../machine.ts';
import { reason } from './reasons.ts';
import type { Mode, RestoreState } from './state.ts';

/** The steps of a restore; each is the Lambda `recovery-<name>`. */
export type StepName =
  | 'choose-point'
  | 'restore'
  | 'wait'
  | 'validate'
  | 'take-over'
  | 'teardown'
  | 'measure';

export interface Step extends PlannedStep<StepName> {
  /** `always`: also after a step before it found something wrong. */
  readonly runs: 'while-green' | 'always';
  /** Left out of the other mode's machine. */
  readonly mode?: Mode | undefined;
}

const RETRY = { times: 4, after: 2 };

/**
 * The one definition of a restore. A local runner executes it, and the Step Functions state machine is generated
 * from it, so that what a laptop proves is what runs in AWS.
 */
export const STEPS: readonly Step[] = [
  { name: 'choose-point', runs: 'while-green', retry: RETRY },
  { name: 'restore', runs: 'while-green', retry: RETRY },
  { name: 'wait', runs: 'while-green', retry: RETRY },
  { name: 'validate', runs: 'while-green', retry: RETRY },
  { name: 'take-over', runs: 'while-green', mode: 'recovery', retry: RETRY },
  { name: 'teardown', runs: 'always', retry: { times: 6, after: 2 } },
  { name: 'measure', runs: 'always', retry: RETRY },
];

const PLAN: Plan<Step, RestoreState> = {
  steps: STEPS,
  isDue: ({ mode, runs }, state) =>
    (mode === undefined || mode === state.request.mode) && (runs === 'always' || state.reasons.length === 0),
  crashed,
  pause: state => state.request.pace.every,
};

/** The step to call next, or undefined at the end. */
export function nextStep(after: StepName | undefined, state: RestoreState): Step | undefined {
  return nextOf(PLAN, after, state);
}

/** The state after a step that crashed on its last try: red, and on to what must always run. */
export function crashed(state: RestoreState, step: StepName, cause: string): RestoreState {
  const { waiting: _, ...rest } = state;
  return { ...rest, reasons: [...state.reasons, reason('crash', `${step}: ${cause}`)] };
}

export type Conductor = PlanConductor<StepName, RestoreState>;

/** Runs the machine to its end. */
export async function conduct(start: RestoreState, conductor: Conductor): Promise<RestoreState> {
  return conductPlan(PLAN, start, conductor);
}
