import { CfnResource, Stack, Token, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { partitionOf } from './arn.ts';

/** Rules of the CloudFormation linter, which the CDK's own validator shares: W3010, E3001 and the like. */
const LINTER_RULE = /^[WEIF]\d{4}$/;
/** Rules of checkov: CKV_AWS_1, CKV2_AWS_1. */
const CHECKOV_RULE = /^CKV/;

/**
 * Accepts one finding of a rule pack on one construct, with the reason an auditor reads. Findings are accepted one
 * by one and next to what causes them; a finding about a wildcard names it, such as
 * `AwsSolutions-IAM5[Resource::*]`. Rules of cfn-lint and checkov are accepted in the template as well, where those
 * tools look.
 */
export function acknowledge(construct: IConstruct, findings: Readonly<Record<string, string>>): void {
  const validations = Validations.of(construct);
  for (const [id, reason] of Object.entries(findings)) {
    if (CHECKOV_RULE.test(id)) append(construct, 'checkov', 'skip', { id, comment: reason });
    else if (!LINTER_RULE.test(id)) validations.acknowledge({ id, reason });
    else {
      validations.acknowledge({ id: `CloudFormation-Validate::${id}`, reason });
      ignoreInLinter(construct, id);
    }
  }
}

function ignoreInLinter(construct: IConstruct, id: string): void {
  const resource = resourceOf(construct);
  const known: unknown = resource?.getMetadata('cfn-lint')?.config?.ignore_checks;
  const ignored = Array.isArray(known) ? known : [];
  resource?.addMetadata('cfn-lint', { config: { ignore_checks: [...ignored, id] } });
}

function append(
  construct: IConstruct,
  tool: string,
  list: string,
  entry: Readonly<Record<string, string>>,
): void {
  const resource = resourceOf(construct);
  const known: unknown = resource?.getMetadata(tool)?.[list];
  resource?.addMetadata(tool, { [list]: [...(Array.isArray(known) ? known : []), entry] });
}

function resourceOf(construct: IConstruct): CfnResource | undefined {
  const own = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  return own && CfnResource.isCfnResource(own) ? own : undefined;
}

/** The account as findings spell it: its id, or `<AWS::AccountId>` where the environment leaves it open. */
export function accountInFindings(scope: IConstruct): string {
  const { account } = Stack.of(scope);
  return Token.isUnresolved(account) ? '<AWS::AccountId>' : account;
}

/** The region as findings spell it. */
export function regionInFindings(scope: IConstruct): string {
  const { region } = Stack.of(scope);
  return Token.isUnresolved(region) ? '<AWS::Region>' : region;
}

/** The partition of a region as findings spell it. */
export function partitionInFindings(region: string): string {
  return Token.isUnresolved(region) ? '<AWS::Partition>' : partitionOf(region);
}
