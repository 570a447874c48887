import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { type FailoverConfiguration, runMayTake } from '../../promises/failover/begin.ts';
import { failoverMachineName } from '../../promises/failover/names.ts';
import { failoverStatesOf } from '../../promises/failover/states.ts';
import { machineName } from '../../promises/recovery/names.ts';
import { accountInFindings, partitionInFindings, regionInFindings } from '../acknowledge.ts';
import { arnOf } from '../arn.ts';
import { LOGS_AND_TRACES, UNNAMED } from '../machine-rights.ts';
import { mark } from '../mark.ts';
import { type Statement, serviceRole } from '../service-role.ts';
import type { FailoverFunctions } from './functions.ts';

export interface FailoverMachineProps {
  readonly functions: FailoverFunctions;
  readonly configuration: FailoverConfiguration;
  readonly key: kms.IKey;
  readonly keep: boolean;
}

/** The failover as a Step Functions state machine, under the name by which a person starts it. */
export function failoverMachine(
  scope: Construct,
  id: string,
  props: FailoverMachineProps,
): sfn.CfnStateMachine {
  const { functions, configuration, key, keep } = props;
  const name = failoverMachineName(configuration.environment);
  const log = new logs.LogGroup(scope, `${id}Log`, {
    logGroupName: `/aws/vendedlogs/states/${name}`,
    encryptionKey: key,
    retention: logs.RetentionDays.ONE_YEAR,
    removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const states = failoverStatesOf({
    begin: functions.begin.fn.functionArn,
    steps: functions.steps,
    restoreMachine: restoreMachine(scope, configuration),
    configuration,
    timeout: runMayTake(Object.values(configuration.services).map(({ recoveryTime }) => recoveryTime)),
  });
  const machine = new sfn.CfnStateMachine(scope, id, {
    stateMachineName: name,
    stateMachineType: 'STANDARD',
    definitionString: Stack.of(scope).toJsonString(states),
    roleArn: machineRole(scope, `${id}Role`, props),
    tracingConfiguration: { enabled: true },
    loggingConfiguration: {
      level: 'ALL',
      // The states hold no secrets; an operator needs them to see what was decided, and why.
      includeExecutionData: true,
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: log.logGroupArn } }],
    },
  });
  machine.node.addDependency(log);
  mark(machine, { promise: 'failover', role: 'failover-machine' });
  return machine;
}

function restoreMachine(scope: Construct, { environment }: FailoverConfiguration): string {
  return arnOf(scope, { service: 'states', resource: 'stateMachine', name: machineName(environment) });
}

function machineRole(
  scope: Construct,
  id: string,
  { functions, configuration }: FailoverMachineProps,
): string {
  const name = failoverMachineName(configuration.environment);
  const restores = `${machineName(configuration.environment)}:*`;
  const { region } = Stack.of(scope);
  const found = `arn:${partitionInFindings(region)}:states:${regionInFindings(scope)}:${accountInFindings(scope)}:execution:${restores}`;
  const executions = arnOf(scope, { service: 'states', resource: 'execution', name: restores });
  const statements: Statement[] = [
    { actions: ['lambda:InvokeFunction'], resources: functions.callable },
    { actions: ['states:StartExecution'], resources: [restoreMachine(scope, configuration)] },
    { actions: ['states:DescribeExecution', 'states:StopExecution'], resources: [executions] },
    {
      actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      resources: [waitingRule(scope)],
    },
    LOGS_AND_TRACES,
  ];
  return serviceRole(scope, id, {
    service: 'states.amazonaws.com',
    description: `Lets ${name} call its steps and the restore machine, log and trace`,
    statements,
    findings: {
      [`AwsSolutions-IAM5[Resource::${found}]`]:
        'Executions of one machine, which get their names at run time.',
      'AwsSolutions-IAM5[Resource::*]': UNNAMED,
      CKV_AWS_111: UNNAMED,
      CKV_AWS_107: UNNAMED,
    },
  });
}

/** By which Step Functions hears that an execution it waits for has ended (developer guide, "stepfunctions-iam"). */
function waitingRule(scope: Construct): string {
  return Stack.of(scope).formatArn({
    service: 'events',
    resource: 'rule',
    resourceName: 'StepFunctionsGetEventsForStepFunctionsExecutionRule',
  });
}
