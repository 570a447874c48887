import { type AslState, invoke, statesOfPlan } from '../machine-states.ts';
import { FAILOVER_STEPS, type FailoverStep, type FailoverStepName } from './machine.ts';
import { REASONS } from './reasons.ts';

export interface FailoverStatesProps {
  /** The ARN of the Lambda that makes the first state. */
  readonly begin: string;
  readonly steps: Readonly<Record<Exclude<FailoverStepName, 'restore'>, string>>;
  /** The ARN of the restore machine of the recovery region. */
  readonly restoreMachine: string;
  /** What `failover-begin` is told besides the trigger. */
  readonly configuration: unknown;
  /** Seconds after which an execution ends whatever it does; the watch then starts another that ends its work. */
  readonly timeout: number;
}

/** The failover as a Step Functions definition in JSONata, made from the one list of steps that is simulated too. */
export function failoverStatesOf(props: FailoverStatesProps): AslState {
  return statesOfPlan({
    source: 'lib/promises/failover/machine.ts',
    begin: { fn: props.begin, configuration: props.configuration },
    steps: FAILOVER_STEPS.map(step => ({ ...step, does: doesOf(step.name, props), when: conditionOf(step) })),
    crash: REASONS.crash,
    timeout: props.timeout,
  });
}

function doesOf(name: FailoverStepName, { steps, restoreMachine }: FailoverStatesProps): AslState {
  return name === 'restore' ? restoreAll(restoreMachine) : invoke(steps[name]);
}

/**
 * Every database at once, each by an execution of the restore machine that is waited for. Its name is the run's and
 * the database's, so that a second try joins the first.
 */
function restoreAll(machine: string): AslState {
  return {
    Type: 'Map',
    Items: '{% $states.input.request.databases %}',
    ItemSelector: {
      database: '{% $states.context.Map.Item.Value %}',
      run: `{% $states.input.began & '-' & $states.context.Map.Item.Value %}`,
      lostAt: '{% $states.input.leaseTakenAt %}',
    },
    ItemProcessor: {
      ProcessorConfig: { Mode: 'INLINE' },
      StartAt: 'take over',
      States: { 'take over': takeOver(machine) },
    },
    Output: `{% $merge([$states.input, {'restores': [$states.result]}]) %}`,
  };
}

function takeOver(machine: string): AslState {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::states:startExecution.sync:2',
    Arguments: {
      StateMachineArn: machine,
      Input: {
        database: '{% $states.input.database %}',
        run: '{% $states.input.run %}',
        mode: 'recovery',
        to: 'latest',
        accidentAt: '{% $states.input.lostAt %}',
        confirm: '{% $states.input.database %}',
        AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: '{% $states.context.Execution.Id %}',
      },
    },
    Output: '{% $states.result.Output %}',
    End: true,
  };
}

/** What `isDue` of the machine decides. */
function conditionOf({ runs, modes }: FailoverStep): string | undefined {
  const among = modes.map(mode => `$states.input.request.mode = '${mode}'`).join(' or ');
  const parts = [...(modes.length === 3 ? [] : [modes.length > 1 ? `(${among})` : among]), ...dueOf(runs)];
  return parts.length === 0 ? undefined : parts.join(' and ');
}

const GREEN = '$count($states.input.reasons) = 0';
const OPENED = '$exists($states.input.openedAt)';

function dueOf(runs: FailoverStep['runs']): readonly string[] {
  switch (runs) {
    case 'forward':
      return [GREEN, `$not(${OPENED})`];
    case 'undo':
      return [`$not(${GREEN})`, `$not(${OPENED})`];
    case 'opened':
      return [OPENED];
    case 'always':
      return [];
  }
}
