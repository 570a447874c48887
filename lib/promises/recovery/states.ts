import { type AslState, invoke, statesOfPlan } from '../machine-states.ts';
import { STEPS, type Step, type StepName } from './machine.ts';
import { REASONS } from './reasons.ts';

export interface StatesProps {
  /** The ARN of the Lambda that makes the first state. */
  readonly begin: string;
  readonly steps: Readonly<Record<StepName, string>>;
  /** What `recovery-begin` is told besides the trigger. */
  readonly configuration: unknown;
  /** Seconds after which an execution ends whatever it does; the sweep then cleans up. */
  readonly timeout: number;
}

/** The restore as a Step Functions definition in JSONata, made from the one list of steps that a laptop runs too. */
export function statesOf(props: StatesProps): AslState {
  return statesOfPlan({
    source: 'lib/promises/recovery/machine.ts',
    begin: { fn: props.begin, configuration: props.configuration },
    steps: STEPS.map(step => ({ ...step, does: invoke(props.steps[step.name]), when: conditionOf(step) })),
    crash: REASONS.crash,
    timeout: props.timeout,
  });
}

function conditionOf({ runs, mode }: Step): string | undefined {
  const parts = [
    ...(mode === undefined ? [] : [`$states.input.request.mode = '${mode}'`]),
    ...(runs === 'always' ? [] : ['$count($states.input.reasons) = 0']),
  ];
  return parts.length === 0 ? undefined : parts.join(' and ');
}
