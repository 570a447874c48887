import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { CLOSE_FUNCTION } from '../promises/credits/machine.ts';
import { accountInFindings } from './acknowledge.ts';
import { LOGS_AND_TRACES } from './machine-rights.ts';
import { mark } from './mark.ts';
import { type Statement, serviceRole } from './service-role.ts';

export interface CloseMachineProps {
  readonly name: string;
  /** In the Amazon States Language, with a place for the function's ARN. */
  readonly definition: object;
  readonly functionArn: string;
  /** Encrypts the executions and their log. */
  readonly key: kms.IKey;
  readonly keep: boolean;
}

const NO_NAMES =
  'Deliveries of logs and X-Ray have no resources to name (Step Functions, "Logging using CloudWatch Logs"); executions get their names at run time.';

/** The state machine that closes a month, made of plain resources so that its definition can be read in the template. */
export function closeMachine(scope: Construct, id: string, props: CloseMachineProps): string {
  const { name, key } = props;
  const log = new logs.LogGroup(scope, `${id}Log`, {
    logGroupName: `/aws/vendedlogs/states/${name}`,
    encryptionKey: key,
    retention: logs.RetentionDays.ONE_YEAR,
    removalPolicy: props.keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  const arn = arnOf(scope, 'stateMachine', name);
  const roleArn = serviceRole(scope, `${id}Role`, {
    service: 'states.amazonaws.com',
    description: `Lets ${name} close the months of tenants`,
    statements: statements(scope, props, arn),
    findings: {
      'AwsSolutions-IAM5[Resource::*]': NO_NAMES,
      [`AwsSolutions-IAM5[Resource::${inFindings(scope, name)}]`]: NO_NAMES,
      CKV_AWS_111: NO_NAMES,
    },
  });
  const machine = new sfn.CfnStateMachine(scope, id, {
    stateMachineName: name,
    stateMachineType: 'STANDARD',
    definitionString: JSON.stringify(props.definition),
    definitionSubstitutions: { [CLOSE_FUNCTION]: props.functionArn },
    roleArn,
    tracingConfiguration: { enabled: true },
    encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: key.keyArn },
    loggingConfiguration: {
      level: 'ALL',
      includeExecutionData: false,
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: log.logGroupArn } }],
    },
  });
  mark(machine, { promise: 'credits', role: 'month-close' });
  return arn;
}

function statements(scope: Construct, props: CloseMachineProps, arn: string): readonly Statement[] {
  const executions = arnOf(scope, 'execution', `${props.name}/*`);
  return [
    { actions: ['lambda:InvokeFunction'], resources: [props.functionArn] },
    { actions: ['states:StartExecution'], resources: [arn] },
    {
      actions: ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
      resources: [executions],
    },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [props.key.keyArn] },
    LOGS_AND_TRACES,
  ];
}

/** By name, so that the machine's own role can name the machine. */
function arnOf(scope: Construct, resource: string, resourceName: string): string {
  const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
  return Stack.of(scope).formatArn({ service: 'states', resource, resourceName, arnFormat });
}

function inFindings(scope: Construct, name: string): string {
  return `arn:<AWS::Partition>:states:${Stack.of(scope).region}:${accountInFindings(scope)}:execution:${name}/*`;
}
