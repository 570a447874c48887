import { Stack, Token, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts one finding of a rule pack on one construct, with the reason an auditor reads. Findings are accepted one
 * by one and next to what causes them; a finding about a wildcard names it, such as
 * `AwsSolutions-IAM5[Resource::*]`.
 */
export function acknowledge(construct: IConstruct, findings: Readonly<Record<string, string>>): void {
  const validations = Validations.of(construct);
  for (const [id, reason] of Object.entries(findings)) validations.acknowledge({ id, reason });
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
