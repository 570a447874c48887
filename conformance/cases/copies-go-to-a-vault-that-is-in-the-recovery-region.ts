import assert from 'node:assert/strict';
import { BackupClient, DescribeBackupVaultCommand, GetBackupPlanCommand } from '@aws-sdk/client-backup';
import { liveResources } from '../runner/live.ts';
import type { Case } from '../runner/world.ts';

export const proof: Case = {
  of: ['OPS-13', 'NODE-9'],
  kind: 'looks',
  prove: async world => {
    let copies = 0;
    for (const deployment of world.deployments) {
      const { primary, recovery } = deployment.environment;
      for (const { physicalId } of await liveResources(deployment, new Set(['AWS::Backup::BackupPlan']))) {
        for (const copy of await copiesOf(primary.region, physicalId)) {
          const [, , , region = '', , , vault = ''] = copy.split(':');
          assert.equal(region, recovery.region, `${deployment.name}: a copy leaves for ${copy}`);
          const there = await new BackupClient({ region }).send(
            new DescribeBackupVaultCommand({ BackupVaultName: vault }),
          );
          assert.equal(there.BackupVaultArn, copy);
          assert.ok(there.EncryptionKeyArn?.includes(`:${region}:`), `${vault} has no key of ${region}`);
          copies += 1;
        }
      }
    }
    assert.ok(copies > 0);
    return `${copies} copies, each to a vault that exists in the recovery region under a key of that region`;
  },
};

async function copiesOf(region: string, BackupPlanId: string): Promise<string[]> {
  const { BackupPlan } = await new BackupClient({ region }).send(new GetBackupPlanCommand({ BackupPlanId }));
  return (BackupPlan?.Rules ?? []).flatMap(({ CopyActions }) =>
    (CopyActions ?? []).map(copy => copy.DestinationBackupVaultArn ?? ''),
  );
}
