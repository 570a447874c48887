import type { Contract, ContractTenant } from './contract.ts';

/** Filled in by CloudFormation with the ARN of the function that closes one tenant's month. */
export const CLOSE_FUNCTION = 'CloseFunction';

/** At once; each is a function for some seconds, so that a thousand tenants take minutes and customers keep theirs. */
const AT_ONCE = 20;

/** Errors of Lambda and of the ledger's races pass by themselves; history that is not collected yet takes an hour. */
const RETRY = [
  { ErrorEquals: ['NotCollectedError'], IntervalSeconds: 3600, MaxAttempts: 6, BackoffRate: 1 },
  { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 4, BackoffRate: 3, JitterStrategy: 'FULL' },
];

/** Step Functions refuses a longer one (API_ExecutionFailedEventDetails). */
const LONGEST_CAUSE = 32_768;

/**
 * The state machine that closes a month: a Distributed Map over the tenants, in which one that fails stops no other;
 * at the end it fails with the names and errors of those, so that somebody is told. Starting it again is always safe. Its input
 * may name a `month`; without one it is the month before. The list travels in the definition, which is enough for
 * some 2,000 tenants (256 KB of state).
 */
export function closeMachine(contract: Contract, tenants: readonly ContractTenant[]) {
  return {
    Comment: 'Closes a month for every tenant',
    QueryLanguage: 'JSONata',
    StartAt: 'Tenants',
    States: {
      Tenants: {
        Type: 'Pass',
        Output: {
          tenants,
          month: '{% $exists($states.input.month) ? $states.input.month : "" %}',
          at: '{% $states.context.Execution.StartTime %}',
        },
        Next: 'Each',
      },
      Each: {
        Type: 'Map',
        Items: '{% $states.input.tenants %}',
        ItemSelector: {
          tenant: '{% $states.context.Map.Item.Value %}',
          month: '{% $states.input.month %}',
          at: '{% $states.input.at %}',
        },
        MaxConcurrency: AT_ONCE,
        ItemProcessor: eachTenant(contract),
        Output: { failed: "{% [$states.result[state = 'failed'].(tenant & ' (' & error & ')')] %}" },
        Next: 'All closed?',
      },
      'All closed?': {
        Type: 'Choice',
        Choices: [{ Condition: '{% $count($states.input.failed) = 0 %}', Next: 'Closed' }],
        Default: 'Not all closed',
      },
      'Not all closed': {
        Type: 'Fail',
        Error: 'NotEveryTenantClosed',
        Cause: `{% $substring('Start it again after mending: ' & $join($states.input.failed, ', '), 0, ${LONGEST_CAUSE}) %}`,
      },
      Closed: { Type: 'Succeed' },
    },
  };
}

function eachTenant(contract: Contract) {
  return {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'Close',
    States: {
      Close: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: {
          FunctionName: `\${${CLOSE_FUNCTION}}`,
          Payload: {
            contract,
            tenant: '{% $states.input.tenant %}',
            month: '{% $states.input.month %}',
            at: '{% $states.input.at %}',
          },
        },
        Retry: RETRY,
        Catch: [
          {
            ErrorEquals: ['States.ALL'],
            Output: {
              tenant: '{% $states.input.tenant.name %}',
              state: 'failed',
              error: '{% $states.errorOutput.Error %}',
            },
            Next: 'Not closed',
          },
        ],
        Output: { tenant: '{% $states.input.tenant.name %}', state: 'closed' },
        End: true,
      },
      'Not closed': { Type: 'Succeed' },
    },
  };
}
