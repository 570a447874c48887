import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** What a role may do. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface ServiceRoleProps {
  /** Who assumes it, such as `backup.amazonaws.com`. */
  readonly service: string;
  /** What its policy lets that service do. */
  readonly description: string;
  readonly statements: readonly Statement[];
  /** Findings of rule packs about the policy, with reasons. */
  readonly findings?: Readonly<Record<string, string>>;
}

/**
 * A role for a service of AWS with one managed policy of its own; returns the role's ARN. Made of plain resources,
 * because every dedicated tenant has two of them and the CDK's own classes take four times as long to synthesize.
 */
export function serviceRole(scope: Construct, id: string, props: ServiceRoleProps): string {
  const policy = new iam.CfnManagedPolicy(scope, `${id}Policy`, {
    description: props.description,
    policyDocument: { Version: '2012-10-17', Statement: props.statements.map(statementOf) },
  });
  if (props.findings) acknowledge(policy, props.findings);
  const role = new iam.CfnRole(scope, id, {
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: props.service }, Action: 'sts:AssumeRole' }],
    },
    managedPolicyArns: [policy.ref],
  });
  return role.attrArn;
}

function statementOf({ actions, resources, conditions }: Statement) {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
    ...(conditions ? { Condition: conditions } : {}),
  };
}
