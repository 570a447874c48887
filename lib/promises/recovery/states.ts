import { STEPS, type Step, type StepName } from './machine.ts';
import { REASONS } from './reasons.ts';

/** A state of the Amazon States Language. */
export type AslState = Readonly<Record<string, unknown>>;

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
  return {
    Comment: 'Generated from lib/promises/recovery/machine.ts',
    QueryLanguage: 'JSONata',
    StartAt: 'begin',
    TimeoutSeconds: props.timeout,
    States: {
      begin: beginState(props),
      ...Object.assign({}, ...STEPS.map((step, at) => statesOfStep(step, at, props))),
      done: { Type: 'Succeed' },
      'not measured': {
        Type: 'Fail',
        Error: 'NotMeasured',
        Cause: 'The last step crashed, so that there is no report.',
      },
    },
  };
}

const INVOKE = 'arn:aws:states:::lambda:invoke';

function beginState({ begin, configuration }: StatesProps): AslState {
  return {
    Type: 'Task',
    Resource: INVOKE,
    Arguments: {
      FunctionName: begin,
      Payload: {
        trigger: '{% $states.input %}',
        execution: {
          name: '{% $states.context.Execution.Name %}',
          startedAt: '{% $states.context.Execution.StartTime %}',
        },
        configuration,
      },
    },
    Output: '{% $states.result.Payload %}',
    Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException', 'Lambda.ServiceException'], MaxAttempts: 4 }],
    Next: STEPS[0]?.name,
  };
}

function statesOfStep(step: Step, at: number, props: StatesProps): Readonly<Record<string, AslState>> {
  const { name } = step;
  return {
    [name]: {
      Type: 'Task',
      Resource: INVOKE,
      Arguments: { FunctionName: props.steps[name], Payload: '{% $states.input %}' },
      Output: '{% $states.result.Payload %}',
      Retry: [retryOf(step)],
      Catch: [{ ErrorEquals: ['States.ALL'], Output: crashedOutput(name), Next: `after ${name}` }],
      Next: `after ${name}`,
    },
    [`after ${name}`]: afterState(step, STEPS.slice(at + 1)),
    [`pause ${name}`]: { Type: 'Wait', Seconds: '{% $states.input.request.pace.every %}', Next: name },
  };
}

function retryOf({ retry }: Step): AslState {
  return {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: retry.after,
    MaxAttempts: retry.times,
    BackoffRate: 2,
  };
}

/** What `crashed` of the machine does to the state. */
function crashedOutput(step: StepName): string {
  const says = `'${REASONS.crash}: ${step}: ' & $substring($string($states.errorOutput.Cause), 0, 1000)`;
  const settled = `$sift($states.input, function($v, $k) { $k != 'waiting' })`;
  return `{% $merge([${settled}, {'reasons': [$states.input.reasons, {'code': 'crash', 'says': ${says}}]}]) %}`;
}

/** What `nextStep` of the machine decides. */
function afterState(step: Step, later: readonly Step[]): AslState {
  const choices: AslState[] = [
    { Condition: `{% $states.input.waiting.step = '${step.name}' %}`, Next: `pause ${step.name}` },
  ];
  for (const next of later) {
    const condition = conditionOf(next);
    if (condition === undefined) return { Type: 'Choice', Choices: choices, Default: next.name };
    choices.push({ Condition: `{% ${condition} %}`, Next: next.name });
  }
  choices.push({ Condition: '{% $exists($states.input.result) %}', Next: 'done' });
  return { Type: 'Choice', Choices: choices, Default: 'not measured' };
}

function conditionOf({ runs, mode }: Step): string | undefined {
  const parts = [
    ...(mode === undefined ? [] : [`$states.input.request.mode = '${mode}'`]),
    ...(runs === 'always' ? [] : ['$count($states.input.reasons) = 0']),
  ];
  return parts.length === 0 ? undefined : parts.join(' and ');
}
