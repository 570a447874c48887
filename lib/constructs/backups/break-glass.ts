import * as iam from 'aws-cdk-lib/aws-iam';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * The role that alone may delete a backup early: people of the account assume it, with a second factor, for an hour.
 * It may do nothing by itself; whoever needs it attaches the permission then, which leaves a trace.
 */
export function breakGlassRole(scope: Construct, id: string, roleName: string): iam.Role {
  return new iam.Role(scope, id, {
    roleName,
    description: 'The only role that vaults let delete a backup early',
    assumedBy: new iam.AccountRootPrincipal().withConditions({
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    }),
    maxSessionDuration: Duration.hours(1),
  });
}
