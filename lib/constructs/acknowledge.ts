import { Validations } from 'aws-cdk-lib';
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
