import { Match } from 'aws-cdk-lib/assertions';
import { BackupEvents } from '../../lib/constructs/backups/events.ts';
import { Backups, type BackupsProps } from '../../lib/constructs/backups/index.ts';
import { BackupReports } from '../../lib/constructs/backups/reports.ts';
import { Vault } from '../../lib/constructs/backups/vault.ts';
import { bareDatabase, bareStack, templateOf } from './bare.data.ts';

function template(own: Partial<BackupsProps> = {}) {
  const stack = bareStack();
  const database = bareDatabase(stack);
  new Backups(stack, 'Backups', { name: 'orders', database, schedule: 'cron(0 5 * * ? *)', days: 7, ...own });
  return templateOf(stack);
}

const PLAN = 'AWS::Backup::BackupPlan';
const VAULT = 'AWS::Backup::BackupVault';

function rule(own: object) {
  return { BackupPlan: { BackupPlanRule: [Match.objectLike(own)] } };
}

test('a plan, a vault and a selection by ARN, alone in another app', () => {
  const made = template();
  made.hasResourceProperties(
    PLAN,
    rule({
      ScheduleExpression: 'cron(0 5 * * ? *)',
      Lifecycle: { DeleteAfterDays: 7 },
      TargetBackupVault: 'orders',
    }),
  );
  made.hasResourceProperties('AWS::Backup::BackupSelection', {
    BackupSelection: { Resources: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('Database'), 'DBInstanceArn'] }] },
  });
  made.hasResource(VAULT, { DeletionPolicy: 'Retain', Properties: { LockConfiguration: Match.absent() } });
  made.resourceCountIs('AWS::Backup::RestoreTestingPlan', 0);
});

test('it never takes continuous backups: RDS owns those (fact 8)', () => {
  template().hasResourceProperties(PLAN, rule({ EnableContinuousBackup: Match.absent() }));
});

test('a copy goes to a vault that is known by name, with a life of its own', () => {
  const copyTo = {
    region: 'eu-west-1',
    vaultName: 'orders-recovery',
    keyArn: 'arn:aws:kms:eu-west-1:1:key/1',
    days: 30,
  };
  template({ copyTo }).hasResourceProperties(
    PLAN,
    rule({
      CopyActions: [
        {
          DestinationBackupVaultArn: 'arn:aws:backup:eu-west-1:111111111111:backup-vault:orders-recovery',
          Lifecycle: { DeleteAfterDays: 30 },
        },
      ],
    }),
  );
});

test('restore tests name network and database, and leave time to validate (fact 16)', () => {
  const made = template({
    restoreTesting: {
      name: 'orders',
      schedule: 'cron(0 5 ? * SUN *)',
      subnetGroupName: 'isolated',
      validationHours: 4,
    },
  });
  made.hasResourceProperties('AWS::Backup::RestoreTestingPlan', {
    ScheduleExpression: 'cron(0 5 ? * SUN *)',
    RecoveryPointSelection: { SelectionWindowDays: 7 },
  });
  made.hasResourceProperties('AWS::Backup::RestoreTestingSelection', {
    ProtectedResourceType: 'RDS',
    ValidationWindowHours: 4,
    RestoreMetadataOverrides: Match.objectLike({ dbSubnetGroupName: 'isolated' }),
  });
});

test('a governance lock has no grace time, a compliance lock has one', () => {
  template({ lock: { minDays: 7, maxDays: 35 } }).hasResourceProperties(VAULT, {
    LockConfiguration: { MinRetentionDays: 7, MaxRetentionDays: 35, ChangeableForDays: Match.absent() },
  });
  template({ lock: { minDays: 7, maxDays: 35, graceDays: 3 } }).hasResourceProperties(VAULT, {
    LockConfiguration: { ChangeableForDays: 3 },
  });
});

test('nobody deletes a backup early but the role for emergencies', () => {
  const breakGlassRoleArn = 'arn:aws:iam::111111111111:role/emergency';
  template({ breakGlassRoleArn }).hasResourceProperties(VAULT, {
    AccessPolicy: {
      Statement: [
        Match.objectLike({
          Effect: 'Deny',
          Action: Match.arrayWith(['backup:DeleteRecoveryPoint']),
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': breakGlassRoleArn } },
        }),
      ],
    },
  });
});

test('the role may not delete anything, and uses no managed policy of AWS', () => {
  const made = template();
  const policies = JSON.stringify(made.findResources('AWS::IAM::ManagedPolicy'));
  expect(policies).not.toMatch(/rds:Delete|"rds:\*"|"kms:\*"/);
  expect(JSON.stringify(made.findResources('AWS::IAM::Role'))).not.toContain(':aws:policy/');
});

test('a vault that is used alone', () => {
  const stack = bareStack();
  new Vault(stack, 'Vault', { name: 'orders', protect: false });
  const made = templateOf(stack);
  made.hasResource(VAULT, { DeletionPolicy: 'Delete', Properties: { AccessPolicy: Match.absent() } });
});

test('people are told of failed backups, and what cannot be told waits', () => {
  const stack = bareStack();
  new BackupEvents(stack, 'Events', { email: 'operations@example.com' });
  const made = templateOf(stack);
  made.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { source: ['aws.backup'], 'detail-type': ['Backup Job State Change'] },
    Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
  });
  made.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'operations@example.com' });
});

test('reports spell the names of CloudFormation, where the CDK does not', () => {
  const stack = bareStack();
  new BackupReports(stack, 'Reports', { name: 'shop' });
  templateOf(stack).hasResourceProperties('AWS::Backup::ReportPlan', {
    ReportSetting: { ReportTemplate: 'BACKUP_JOB_REPORT' },
    ReportDeliveryChannel: { S3BucketName: Match.anyValue() },
  });
});
