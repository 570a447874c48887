import { type Omissions, withoutOmitted } from '../../conformance/cdk/omit-template.ts';

const omissions: Omissions = {
  types: new Set(['AWS::RDS::EventSubscription']),
  viaApi: new Set(['AWS::Backup::BackupSelection']),
  attributes: new Set(['AWS::EC2::VPC.CidrBlock']),
  parts: [
    { type: 'AWS::Backup::BackupVault', property: 'LockConfiguration', named: 'BackupVaultName' },
    { type: 'AWS::S3::Bucket', property: 'ObjectLockConfiguration', named: 'Bucket' },
  ],
};

const template = {
  Resources: {
    Told: { Type: 'AWS::RDS::EventSubscription', Properties: { SourceType: 'db-instance' } },
    Net: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Selection: {
      Type: 'AWS::Backup::BackupSelection',
      DependsOn: ['Told'],
      Metadata: { covenant: { plan: 'dev' } },
      Properties: { BackupPlanId: { Ref: 'Plan' } },
    },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: { ObjectLockEnabled: true, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } },
    },
    Vault: { Type: 'AWS::Backup::BackupVault', Properties: { LockConfiguration: { MinRetentionDays: 7 } } },
    Topic: {
      Type: 'AWS::SNS::Topic',
      DependsOn: ['Told', 'Net'],
      Properties: {
        A: { Ref: 'Told' },
        B: { 'Fn::Sub': `x-${'$'}{Told}-${'$'}{Net}` },
        C: { 'Fn::GetAtt': ['Net', 'CidrBlock'] },
      },
    },
  },
  Outputs: { Told: { Value: { Ref: 'Told' } } },
};

describe('the copy of a template that the emulator gets', () => {
  const resources: Record<string, unknown> = JSON.parse(
    JSON.stringify(withoutOmitted(template, omissions)),
  ).Resources;

  test('has no resource of an omitted type, and nothing refers to one', () => {
    expect(resources.Told).toBeUndefined();
    expect(JSON.stringify(withoutOmitted(template, omissions))).not.toContain('"Ref":"Told"');
    expect(resources.Topic).toEqual({
      Type: 'AWS::SNS::Topic',
      DependsOn: ['Net'],
      Properties: { A: 'omitted-Told', B: { 'Fn::Sub': `x-omitted-Told-${'$'}{Net}` }, C: '10.0.0.0/16' },
    });
  });

  test('has a custom resource with the same properties and marks where the service’s API makes it', () => {
    expect(resources.Selection).toMatchObject({
      Type: 'Custom::AWS-Backup-BackupSelection',
      Metadata: { covenant: { plan: 'dev' } },
      Properties: { Type: 'AWS::Backup::BackupSelection', Properties: { BackupPlanId: { Ref: 'Plan' } } },
    });
    expect(resources.Selection).not.toHaveProperty('DependsOn');
  });

  test('has a lock of its own beside the vault', () => {
    expect(resources.VaultLockConfiguration).toMatchObject({
      Properties: { Properties: { MinRetentionDays: 7, BackupVaultName: { Ref: 'Vault' } } },
    });
  });

  test('has an Object Lock of its own beside the bucket', () => {
    expect(resources.BucketObjectLockConfiguration).toMatchObject({
      Properties: { Properties: { ObjectLockEnabled: 'Enabled', Bucket: { Ref: 'Bucket' } } },
    });
  });

  test('leaves the product’s own template as it was', () => {
    expect(Object.keys(template.Resources)).toContain('Told');
  });
});
