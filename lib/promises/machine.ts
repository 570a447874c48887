/** What a machine knows of each of its steps. */
export interface PlannedStep<Name extends string = string> {
  readonly name: Name;
  /** How often a crashed call is tried again, and how long to wait before, in seconds; each wait doubles. */
  readonly retry: { readonly times: number; readonly after: number };
}

/** The part of a state by which a step asks to be called again. */
export interface Waiting {
  readonly waiting?: { readonly step: string } | undefined;
}

/** A machine as one list of steps: run here by `conductPlan`, and in Step Functions by what `statesOfPlan` makes of it. */
export interface Plan<Step extends PlannedStep, State extends Waiting> {
  readonly steps: readonly Step[];
  readonly isDue: (step: Step, state: State) => boolean;
  /** The state after a step that crashed on its last try. */
  readonly crashed: (state: State, step: Step['name'], cause: string) => State;
  /** Seconds between two calls of a step that waits. */
  readonly pause: (state: State) => number;
}

/** The step to call next, or undefined at the end. */
export function nextOf<Step extends PlannedStep, State extends Waiting>(
  plan: Plan<Step, State>,
  after: Step['name'] | undefined,
  state: State,
): Step | undefined {
  const { steps } = plan;
  if (after !== undefined && state.waiting?.step === after) return steps.find(step => step.name === after);
  const from = after === undefined ? 0 : steps.findIndex(step => step.name === after) + 1;
  return steps.slice(from).find(step => plan.isDue(step, state));
}

export interface PlanConductor<Name extends string, State> {
  readonly call: (step: Name, state: State) => Promise<State>;
  readonly sleep: (seconds: number) => Promise<void>;
}

/** Runs a machine to its end. */
export async function conductPlan<Step extends PlannedStep, State extends Waiting>(
  plan: Plan<Step, State>,
  start: State,
  conductor: PlanConductor<Step['name'], State>,
): Promise<State> {
  let state = start;
  let step = nextOf(plan, undefined, state);
  while (step) {
    state = await callWithRetries(plan, step, state, conductor);
    if (state.waiting) await conductor.sleep(plan.pause(state));
    step = nextOf(plan, step.name, state);
  }
  return state;
}

async function callWithRetries<Step extends PlannedStep, State extends Waiting>(
  plan: Plan<Step, State>,
  step: Step,
  state: State,
  conductor: PlanConductor<Step['name'], State>,
): Promise<State> {
  const name: Step['name'] = step.name;
  let pause = step.retry.after;
  for (let attempt = 0; ; attempt++) {
    try {
      return await conductor.call(name, state);
    } catch (error) {
      if (attempt >= step.retry.times) return plan.crashed(state, name, String(error));
      await conductor.sleep(pause);
      pause *= 2;
    }
  }
}
