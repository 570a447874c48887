import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { WatchedDatabase } from '../../promises/backups/freshness.ts';
import { accountInFindings, acknowledge, partitionInFindings, regionInFindings } from '../acknowledge.ts';
import { arnOf } from '../arn.ts';
import { ownKey } from '../encryption.ts';
import type { LambdaCode } from '../lambda-code.ts';
import { CovenantFunction } from '../lambda-function.ts';
import { mark } from '../mark.ts';
import { serviceRole } from '../service-role.ts';
import { acceptReportNames } from './reports.ts';

export interface BackupWatchProps {
  readonly environment: string;
  readonly databases: readonly WatchedDatabase[];
  /** Where drills' reports are, and the key that encrypts them. @default no drills are promised */
  readonly reports?: { readonly bucket: s3.IBucket; readonly key: kms.IKey } | undefined;
  readonly code: LambdaCode;
  /** @default true */
  readonly keep?: boolean;
}

const IS_LAST = 'It is itself where events go that could not be handled.';

/** Measures hourly how fresh backups are, and tells AWS Backup what its restore tests were worth. */
export class BackupWatch extends Construct {
  /** Events that could not be handled. */
  readonly undelivered: sqs.Queue;
  private readonly key: kms.Key;

  constructor(scope: Construct, id: string, props: BackupWatchProps) {
    super(scope, id);
    this.key = ownKey(this, 'Key', {
      description: `Logs and settings of what watches the backups of ${props.environment}`,
      keep: props.keep ?? true,
      logGroups: `/aws/lambda/${props.environment}-backups-*`,
      publishers: ['events.amazonaws.com'],
    });
    this.undelivered = new sqs.Queue(this, 'Undelivered', {
      encryptionMasterKey: this.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.undelivered, { 'AwsSolutions-SQS3': IS_LAST, 'Serverless-SQSRedrivePolicy': IS_LAST });
    this.schedule(props, this.addFreshness(props));
    if (props.reports) this.addValidation(props);
  }

  private add(props: BackupWatchProps, what: 'freshness' | 'validate', description: string) {
    return new CovenantFunction(this, what, {
      source: `backups-${what}`,
      functionName: `${props.environment}-backups-${what}`,
      ...{ description, code: props.code, key: this.key, keep: props.keep ?? true },
      timeout: Duration.minutes(5),
      onFailure: this.undelivered,
      marks: { promise: 'backups', role: what },
    });
  }

  private addFreshness(props: BackupWatchProps): CovenantFunction {
    const made = this.add(props, 'freshness', 'Measures how old backups, copies and proven restores are');
    const vaults = props.databases.flatMap(({ vault, copies }) => [
      arnOf(this, { service: 'backup', resource: 'backup-vault', name: vault }),
      ...(copies
        ? [
            arnOf(this, {
              service: 'backup',
              resource: 'backup-vault',
              name: copies.vault,
              region: copies.region,
            }),
          ]
        : []),
    ]);
    allow(made, ['backup:DescribeBackupVault', 'backup:ListRecoveryPointsByBackupVault'], vaults);
    if (props.reports) this.letReadReports(made, props.reports);
    return made;
  }

  private letReadReports(made: CovenantFunction, { bucket, key }: NonNullable<BackupWatchProps['reports']>) {
    allow(made, ['s3:ListBucket'], [bucket.bucketArn]);
    allow(made, ['s3:GetObject'], [bucket.arnForObjects('drills/*')]);
    allow(made, ['kms:Decrypt'], [key.keyArn]);
    acceptReportNames(made, bucket);
  }

  private schedule(props: BackupWatchProps, { fn }: CovenantFunction): void {
    const roleArn = serviceRole(this, 'ScheduleRole', {
      service: 'scheduler.amazonaws.com',
      description: 'Lets a schedule look at the backups',
      statements: [
        { actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] },
        { actions: ['sqs:SendMessage'], resources: [this.undelivered.queueArn] },
        { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.key.keyArn] },
      ],
    });
    const schedule = new scheduler.CfnSchedule(this, 'Hourly', {
      scheduleExpression: 'rate(1 hour)',
      flexibleTimeWindow: { mode: 'OFF' },
      state: 'ENABLED',
      kmsKeyArn: this.key.keyArn,
      target: {
        arn: fn.functionArn,
        roleArn,
        input: Stack.of(this).toJsonString({ databases: props.databases }),
        deadLetterConfig: { arn: this.undelivered.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 3 },
      },
    });
    mark(schedule, { promise: 'backups', role: 'freshness-schedule' });
  }

  private addValidation(props: BackupWatchProps): void {
    const made = this.add(props, 'validate', 'Tells AWS Backup what a restore test was worth');
    const named = ['db', 'cluster'].flatMap(resource =>
      ['awsbackup-restore-test-*', `${props.environment}-*`].map(name =>
        arnOf(this, { service: 'rds', resource, name }),
      ),
    );
    allow(made, ['rds:DescribeDBInstances', 'rds:DescribeDBClusters'], named);
    // Restore jobs have no ARN of their own (service authorization reference of AWS Backup).
    allow(made, ['backup:DescribeRestoreJob', 'backup:PutRestoreValidationResult'], ['*']);
    acknowledge(made, this.reasons(props.environment));
    const policy = made.fn.role?.node.tryFindChild('DefaultPolicy');
    if (policy) acknowledge(policy, { CKV_AWS_111: 'Restore jobs and traces have no ARN to name.' });
    const rule = new events.Rule(this, 'RestoreTests', {
      description: 'Restore tests that ended, and wait for their validation',
      eventPattern: {
        source: ['aws.backup'],
        detailType: ['Restore Job State Change'],
        detail: { status: ['COMPLETED'], restoreTestingPlanArn: [{ exists: true }] },
      },
      targets: [new targets.LambdaFunction(made.fn, { deadLetterQueue: this.undelivered, retryAttempts: 5 })],
    });
    mark(rule, { promise: 'backups', role: 'restore-test-event' });
  }

  private reasons(environment: string): Record<string, string> {
    const { region } = Stack.of(this);
    const prefix = `AwsSolutions-IAM5[Resource::arn:${partitionInFindings(region)}:rds:${regionInFindings(this)}:${accountInFindings(this)}`;
    const reason =
      'It may describe what restore tests restore, and the databases of the environment; nothing else.';
    return Object.fromEntries(
      ['db', 'cluster'].flatMap(kind =>
        ['awsbackup-restore-test-*', `${environment}-*`].map(name => [`${prefix}:${kind}:${name}]`, reason]),
      ),
    );
  }
}

function allow(made: CovenantFunction, actions: string[], resources: string[]): void {
  made.fn.addToRolePolicy(new iam.PolicyStatement({ actions, resources }));
}
