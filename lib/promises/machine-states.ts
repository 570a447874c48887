import type { PlannedStep } from './machine.ts';

/** A state of the Amazon States Language. */
export type AslState = Readonly<Record<string, unknown>>;

/** A step as Step Functions runs it. */
export interface StatedStep extends PlannedStep {
  /** What it does, without where it goes: a task, or a map of tasks. */
  readonly does: AslState;
  /** When it is due, in JSONata; undefined for always. The same that `isDue` of the plan decides. */
  readonly when: string | undefined;
}

export interface StatesOfPlanProps {
  /** The file the definition is generated from. */
  readonly source: string;
  /** The ARN of the Lambda that makes the first state, and what it is told besides trigger and execution. */
  readonly begin: { readonly fn: string; readonly configuration: unknown };
  readonly steps: readonly StatedStep[];
  /** What a crash is called. */
  readonly crash: string;
  /** Seconds after which an execution ends whatever it does. */
  readonly timeout: number;
}

const INVOKE = 'arn:aws:states:::lambda:invoke';

/** A machine as a Step Functions definition in JSONata, from the one list of steps that a laptop runs too. */
export function statesOfPlan(props: StatesOfPlanProps): AslState {
  const { steps } = props;
  return {
    Comment: `Generated from ${props.source}`,
    QueryLanguage: 'JSONata',
    StartAt: 'begin',
    TimeoutSeconds: props.timeout,
    States: {
      begin: beginState(props),
      ...Object.assign({}, ...steps.map((step, at) => statesOfStep(step, steps.slice(at + 1), props.crash))),
      done: { Type: 'Succeed' },
      'not measured': {
        Type: 'Fail',
        Error: 'NotMeasured',
        Cause: 'The last step crashed, so that there is no report.',
      },
    },
  };
}

/** A step that a Lambda does: it takes the state and gives the next one. */
export function invoke(fn: string): AslState {
  return {
    Type: 'Task',
    Resource: INVOKE,
    Arguments: { FunctionName: fn, Payload: '{% $states.input %}' },
    Output: '{% $states.result.Payload %}',
  };
}

function beginState({ begin, steps }: StatesOfPlanProps): AslState {
  return {
    Type: 'Task',
    Resource: INVOKE,
    Arguments: {
      FunctionName: begin.fn,
      Payload: {
        trigger: '{% $states.input %}',
        execution: {
          name: '{% $states.context.Execution.Name %}',
          startedAt: '{% $states.context.Execution.StartTime %}',
        },
        configuration: begin.configuration,
      },
    },
    Output: '{% $states.result.Payload %}',
    Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException', 'Lambda.ServiceException'], MaxAttempts: 4 }],
    Next: steps[0]?.name,
  };
}

function statesOfStep(step: StatedStep, later: readonly StatedStep[], crash: string) {
  const { name } = step;
  return {
    [name]: {
      ...step.does,
      Retry: [retryOf(step)],
      Catch: [{ ErrorEquals: ['States.ALL'], Output: crashedOutput(name, crash), Next: `after ${name}` }],
      Next: `after ${name}`,
    },
    [`after ${name}`]: afterState(step, later),
    [`pause ${name}`]: { Type: 'Wait', Seconds: '{% $states.input.request.pace.every %}', Next: name },
  };
}

function retryOf({ retry }: StatedStep): AslState {
  return {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: retry.after,
    MaxAttempts: retry.times,
    BackoffRate: 2,
  };
}

/** What `crashed` of the plan does to the state. */
function crashedOutput(step: string, crash: string): string {
  const says = `'${crash}: ${step}: ' & $substring($string($states.errorOutput.Cause), 0, 1000)`;
  const settled = `$sift($states.input, function($v, $k) { $k != 'waiting' })`;
  return `{% $merge([${settled}, {'reasons': [$states.input.reasons, {'code': 'crash', 'says': ${says}}]}]) %}`;
}

/** What `nextOf` decides. */
function afterState(step: StatedStep, later: readonly StatedStep[]): AslState {
  const choices: AslState[] = [
    { Condition: `{% $states.input.waiting.step = '${step.name}' %}`, Next: `pause ${step.name}` },
  ];
  for (const { name, when } of later) {
    if (when === undefined) return { Type: 'Choice', Choices: choices, Default: name };
    choices.push({ Condition: `{% ${when} %}`, Next: name });
  }
  choices.push({ Condition: '{% $exists($states.input.result) %}', Next: 'done' });
  return { Type: 'Choice', Choices: choices, Default: 'not measured' };
}
