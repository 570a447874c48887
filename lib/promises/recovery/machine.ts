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

export interface Step {
  readonly name: StepName;
  /** `always`: also after a step before it found something wrong. */
  readonly runs: 'while-green' | 'always';
  /** Left out of the other mode's machine. */
  readonly mode?: Mode | undefined;
  /** How often a crashed call is tried again, and how long to wait before, in seconds; each wait doubles. */
  readonly retry: { readonly times: number; readonly after: number };
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

/** The step to call next, or undefined at the end. */
export function nextStep(after: StepName | undefined, state: RestoreState): Step | undefined {
  if (after !== undefined && state.waiting?.step === after) return STEPS.find(step => step.name === after);
  const from = after === undefined ? 0 : STEPS.findIndex(step => step.name === after) + 1;
  return STEPS.slice(from).find(step => isDue(step, state));
}

function isDue(step: Step, state: RestoreState): boolean {
  if (step.mode !== undefined && step.mode !== state.request.mode) return false;
  return step.runs === 'always' || state.reasons.length === 0;
}

/** The state after a step that crashed on its last try: red, and on to what must always run. */
export function crashed(state: RestoreState, step: StepName, cause: string): RestoreState {
  const { waiting: _, ...rest } = state;
  return { ...rest, reasons: [...state.reasons, reason('crash', `${step}: ${cause}`)] };
}

export interface Conductor {
  readonly call: (step: StepName, state: RestoreState) => Promise<RestoreState>;
  readonly sleep: (seconds: number) => Promise<void>;
}

/** Runs the machine to its end. */
export async function conduct(start: RestoreState, conductor: Conductor): Promise<RestoreState> {
  let state = start;
  let step = nextStep(undefined, state);
  while (step) {
    state = await callWithRetries(step, state, conductor);
    if (state.waiting) await conductor.sleep(state.request.pace.every);
    step = nextStep(step.name, state);
  }
  return state;
}

async function callWithRetries(step: Step, state: RestoreState, conductor: Conductor): Promise<RestoreState> {
  let pause = step.retry.after;
  for (let attempt = 0; ; attempt++) {
    try {
      return await conductor.call(step.name, state);
    } catch (error) {
      if (attempt >= step.retry.times) return crashed(state, step.name, String(error));
      await conductor.sleep(pause);
      pause *= 2;
    }
  }
}
