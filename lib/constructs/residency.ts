import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { COPIES_NOT_TO } from '../promises/residency/rules.ts';
import { partitionOf } from './arn.ts';

/**
 * A statement for a vault's policy: whoever starts it, a copy to a vault outside of the agreed regions is refused
 * (NODE-9; condition key backup:CopyTargets of the service authorization reference).
 */
export function refuseCopiesElsewhere(scope: Construct, regions: readonly string[]) {
  const vaults = regions.map(region =>
    Stack.of(scope).formatArn({
      partition: partitionOf(region),
      service: 'backup',
      region,
      account: '*',
      resource: 'backup-vault',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  );
  return {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'backup:CopyFromBackupVault',
    Resource: '*',
    Condition: { [COPIES_NOT_TO]: { 'backup:CopyTargets': vaults } },
  };
}
