import { Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { DatabaseProps } from '../../lib/constructs/databases/index.ts';
import { bareDatabase, bareStack, templateOf } from './bare.data.ts';

function template(own: Partial<DatabaseProps> = {}) {
  const stack = bareStack();
  bareDatabase(stack, own);
  return templateOf(stack);
}

const INSTANCE = 'AWS::RDS::DBInstance';
const CLUSTER = 'AWS::RDS::DBCluster';

test('an instance with a standby, alone in another app', () => {
  template().hasResourceProperties(INSTANCE, {
    MultiAZ: true,
    BackupRetentionPeriod: 14,
    DBInstanceClass: 'db.r7g.large',
    AllocatedStorage: '20',
    PubliclyAccessible: false,
    StorageEncrypted: true,
    DeletionProtection: true,
    ManageMasterUserPassword: true,
    MasterUserPassword: Match.absent(),
    EnableIAMDatabaseAuthentication: true,
    CopyTagsToSnapshot: true,
    AutoMinorVersionUpgrade: false,
    AutomaticBackupReplicationRegion: Match.absent(),
  });
});

test('a single instance is one', () => {
  template({ topology: 'single-instance' }).hasResourceProperties(INSTANCE, { MultiAZ: false });
});

test('a Multi-AZ cluster has its own class, storage and operations per second', () => {
  const made = template({ topology: 'multi-az-cluster' });
  made.hasResourceProperties(CLUSTER, {
    Engine: 'postgres',
    DBClusterInstanceClass: 'db.r7g.large',
    AllocatedStorage: 20,
    Iops: 3000,
    PubliclyAccessible: false,
    ManageMasterUserPassword: true,
  });
  made.resourceCountIs(INSTANCE, 0);
});

test('Aurora has a writer and a reader', () => {
  const made = template({ topology: 'aurora' });
  made.hasResourceProperties(CLUSTER, { Engine: 'aurora-postgresql', StorageEncrypted: true });
  made.resourceCountIs(INSTANCE, 2);
});

test.each(['multi-az-instance', 'multi-az-cluster', 'aurora'] as const)(
  '%s refuses connections without TLS 1.2',
  topology => {
    const type = topology === 'multi-az-instance' ? 'DBParameterGroup' : 'DBClusterParameterGroup';
    template({ topology }).hasResourceProperties(`AWS::RDS::${type}`, {
      Parameters: { 'rds.force_ssl': '1', ssl_min_protocol_version: 'TLSv1.2' },
    });
  },
);

test('point-in-time recovery from another region names region, days and key', () => {
  const keyArn = 'arn:aws:kms:eu-west-1:111111111111:key/1';
  template({ pointInTimeAway: { region: 'eu-west-1', days: 9, keyArn } }).hasResourceProperties(INSTANCE, {
    AutomaticBackupReplicationRegion: 'eu-west-1',
    AutomaticBackupReplicationRetentionPeriod: 9,
    AutomaticBackupReplicationKmsKeyId: keyArn,
  });
});

test('an unprotected one leaves nothing behind', () => {
  const made = template({ protect: false });
  made.hasResource(INSTANCE, { DeletionPolicy: 'Delete', Properties: { DeletionProtection: false } });
  made.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
});

test('its logs are encrypted and end', () => {
  template().hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: '/aws/rds/instance/orders/postgresql',
    KmsKeyId: Match.anyValue(),
    RetentionInDays: 90,
  });
});

test('only the groups it was told to allow reach it, on its port', () => {
  const stack = bareStack();
  const database = bareDatabase(stack);
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Other', { vpcId: 'vpc-1', availabilityZones: ['a'] });
  const peer = new ec2.SecurityGroup(stack, 'Peer', { vpc, allowAllOutbound: false });
  database.allowFrom(peer);
  const made = templateOf(stack);
  made.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  made.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
    FromPort: Number(database.port),
    ToPort: Number(database.port),
  });
});

test('it marks whom it serves and carries the tags', () => {
  template({ marks: { plan: 'gold', tenant: 'ash' } }).hasResource(INSTANCE, {
    Metadata: { covenant: { promise: 'databases', role: 'database', plan: 'gold', tenant: 'ash' } },
    Properties: { Tags: Match.arrayWith([{ Key: 'covenant:tenant', Value: 'ash' }]) },
  });
});
