import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnResource, Stack } from 'aws-cdk-lib/core';
import { FAILOVER_NAMESPACE } from '../../promises/failover/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { arnOf } from '../arn.ts';
import { grantKey } from '../grants.ts';
import type { CovenantFunction } from '../lambda-function.ts';
import type { FailoverFunctionsProps } from './function-props.ts';

export function grant({ fn }: CovenantFunction, actions: string[], resources: string[]): void {
  fn.addToRolePolicy(new iam.PolicyStatement({ actions, resources }));
}

export function letSeeAlarms(
  made: CovenantFunction,
  { region, names }: FailoverFunctionsProps['alarms'],
): void {
  if (names.length === 0) return;
  const arns = names.map(name => arnOf(made, { service: 'cloudwatch', resource: 'alarm', name, region }));
  grant(made, ['cloudwatch:DescribeAlarms'], arns);
}

/** Metrics have no ARN; the namespace is what can be named. */
export function letPutFigures({ fn }: CovenantFunction): void {
  const conditions = { StringEquals: { 'cloudwatch:namespace': FAILOVER_NAMESPACE } };
  const actions = ['cloudwatch:PutMetricData'];
  fn.addToRolePolicy(new iam.PolicyStatement({ actions, resources: ['*'], conditions }));
}

export function letReport(
  made: CovenantFunction,
  { bucket, signer, key }: FailoverFunctionsProps['reports'],
): void {
  grant(made, ['s3:PutObject'], [bucket.arnForObjects('failovers/*')]);
  grant(made, ['kms:Sign'], [signer.keyArn]);
  grantKey(made.fn, key);
  const reason = 'A report is named after its run; only the folder of reports can be named before.';
  acknowledge(made, { [`AwsSolutions-IAM5[Resource::${inFindings(made, bucket)}/failovers/*]`]: reason });
}

/** A bucket's ARN as findings spell it: by the name of its export, where it is in another stack. */
function inFindings(made: CovenantFunction, bucket: s3.IBucket): string {
  const home = Stack.of(bucket);
  if (home !== Stack.of(made)) return home.resolve(home.exportValue(bucket.bucketArn))['Fn::ImportValue'];
  const resource = bucket.node.defaultChild;
  return CfnResource.isCfnResource(resource) ? `<${home.resolve(resource.logicalId)}.Arn>` : '';
}
