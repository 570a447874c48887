import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { leaseFor, type RecoveryConfiguration } from '../../promises/recovery/begin.ts';
import { machineName } from '../../promises/recovery/names.ts';
import { statesOf } from '../../promises/recovery/states.ts';
import { accountInFindings, partitionInFindings, regionInFindings } from '../acknowledge.ts';
import { LOGS_AND_TRACES, UNNAMED } from '../machine-rights.ts';
import { mark } from '../mark.ts';
import { serviceRole } from '../service-role.ts';
import type { RecoveryFunctions } from './functions.ts';
import { VALIDATOR } from './validator.ts';

export interface RestoreMachineProps {
  readonly environment: string;
  readonly functions: RecoveryFunctions;
  readonly configuration: RecoveryConfiguration;
  readonly key: kms.IKey;
  readonly keep: boolean;
}

/** The restore as a Step Functions state machine, under the name by which it is started. */
export class RestoreMachine extends Construct {
  readonly resource: sfn.CfnStateMachine;

  constructor(scope: Construct, id: string, props: RestoreMachineProps) {
    super(scope, id);
    const { functions, configuration } = props;
    const name = machineName(props.environment);
    const log = this.addLog(name, props);
    const states = statesOf({
      begin: functions.begin.fn.functionArn,
      ...{ steps: functions.steps, configuration },
      timeout: Math.max(
        ...Object.values(configuration.databases).map(({ recoveryTime }) => leaseFor(recoveryTime)),
      ),
    });
    this.resource = new sfn.CfnStateMachine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: 'STANDARD',
      definitionString: Stack.of(this).toJsonString(states),
      roleArn: this.addRole(name, props),
      loggingConfiguration: {
        level: 'ALL',
        // The states hold no rows and no secrets; an operator needs them to see what was decided.
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: log.logGroupArn } }],
      },
      tracingConfiguration: { enabled: true },
    });
    this.resource.node.addDependency(log);
    mark(this.resource, { promise: 'backups', role: 'recovery-machine' });
  }

  get arn(): string {
    return this.resource.attrArn;
  }

  private addLog(name: string, { key, keep }: RestoreMachineProps): logs.LogGroup {
    return new logs.LogGroup(this, 'Log', {
      logGroupName: `/aws/vendedlogs/states/${name}`,
      encryptionKey: key,
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  private addRole(name: string, { environment, functions }: RestoreMachineProps): string {
    const validators = `arn:${partitionInFindings(Stack.of(this).region)}:lambda:${regionInFindings(this)}:${accountInFindings(this)}:function:${environment}-*${VALIDATOR}`;
    return serviceRole(this, 'Role', {
      service: 'states.amazonaws.com',
      description: `Lets ${name} call the steps of a restore, log and trace`,
      statements: [{ actions: ['lambda:InvokeFunction'], resources: functions.callable }, LOGS_AND_TRACES],
      findings: {
        [`AwsSolutions-IAM5[Resource::${validators}]`]:
          'Each database has its own validation, in its own stack.',
        'AwsSolutions-IAM5[Resource::*]': UNNAMED,
        CKV_AWS_111: UNNAMED,
        CKV_AWS_107: UNNAMED,
      },
    });
  }
}
