import { Match } from 'aws-cdk-lib/assertions';
import { Vault } from '../../lib/constructs/backups/vault.ts';
import { refuseCopiesElsewhere } from '../../lib/constructs/residency.ts';
import { bareStack, templateOf } from './bare.data.ts';

test('a vault refuses copies to regions that were not agreed, whoever starts them', () => {
  const stack = bareStack();
  const [target] = refuseCopiesElsewhere(stack, ['eu-central-1']).Condition['ForAnyValue:ArnNotLike'][
    'backup:CopyTargets'
  ];
  new Vault(stack, 'Vault', { name: 'orders', copiesOnlyTo: ['eu-central-1'] });
  templateOf(stack).hasResourceProperties('AWS::Backup::BackupVault', {
    AccessPolicy: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Deny',
          Action: 'backup:CopyFromBackupVault',
          Condition: { 'ForAnyValue:ArnNotLike': { 'backup:CopyTargets': [stack.resolve(target)] } },
        }),
      ]),
    },
  });
});

test('without a promise of residency copies may go anywhere', () => {
  const stack = bareStack();
  new Vault(stack, 'Vault', { name: 'orders' });
  expect(JSON.stringify(templateOf(stack).toJSON())).not.toContain('CopyFromBackupVault');
});
