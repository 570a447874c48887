import * as backup from 'aws-cdk-lib/aws-backup';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { ownKey } from '../encryption.ts';
import { mark } from '../mark.ts';

export interface BackupReportsProps {
  /** Begins the names of the report plans: letters, digits and underscores. */
  readonly name: string;
  /**
   * Whether reports outlive the stack.
   * @default true
   */
  readonly keep?: boolean;
}

const TEMPLATES = ['BACKUP_JOB_REPORT', 'COPY_JOB_REPORT', 'RESTORE_JOB_REPORT'] as const;

const NOT_REPLICATED =
  'Reports repeat what AWS Backup itself keeps about its jobs; the backups are copied, their reports need not be.';

/** AWS Backup's daily reports of every backup, copy and restore job, in a bucket that only AWS Backup writes to. */
export class BackupReports extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, props: BackupReportsProps) {
    super(scope, id);
    // Without this flag the CDK gives S3 its permission by an access list, which AWS advises against.
    this.node.setContext('@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy', true);
    const removalPolicy = (props.keep ?? true) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.bucket = this.addBucket(removalPolicy, props.keep ?? true);
    this.letBackupWrite();
    for (const template of TEMPLATES) this.addPlan(props.name, template);
  }

  private addBucket(removalPolicy: RemovalPolicy, keep: boolean): s3.Bucket {
    const shared = {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      removalPolicy,
    };
    const key = ownKey(this, 'Key', { description: 'Reports of AWS Backup and who read them', keep });
    const encryption = { encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true };
    const accessLogs = this.addAccessLogs(shared);
    const reports = new s3.Bucket(this, 'Reports', {
      ...shared,
      ...encryption,
      serverAccessLogsBucket: accessLogs,
    });
    acknowledge(reports, { 'NIST.800.53.R5-S3BucketReplicationEnabled': NOT_REPLICATED });
    return reports;
  }

  private addAccessLogs(shared: s3.BucketProps): s3.Bucket {
    const encryption = s3.BucketEncryption.S3_MANAGED;
    const accessLogs = new s3.Bucket(this, 'AccessLogs', { ...shared, encryption });
    acknowledge(accessLogs, {
      CKV_AWS_18: 'This bucket holds the access logs of the other; logging the logs would never end.',
      'NIST.800.53.R5-S3BucketReplicationEnabled': NOT_REPLICATED,
      'NIST.800.53.R5-S3DefaultEncryptionKMS':
        'S3 delivers access logs only to buckets with its own encryption, not with KMS (AmazonS3, enable-server-access-logging).',
    });
    return accessLogs;
  }

  /** The service-linked role of AWS Backup's reports (aws-backup, create-report-plan-api). */
  private letBackupWrite(): void {
    const role = Stack.of(this).formatArn({
      service: 'iam',
      region: '',
      resource: 'role',
      resourceName: 'aws-service-role/reports.backup.amazonaws.com/AWSServiceRoleForBackupReports',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    const reporter = { ArnEquals: { 'aws:PrincipalArn': role } };
    this.bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.AccountRootPrincipal()],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: { ...reporter, StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
      }),
    );
    this.bucket.encryptionKey?.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.AccountRootPrincipal()],
        actions: ['kms:GenerateDataKey'],
        resources: ['*'],
        conditions: reporter,
      }),
    );
  }

  private addPlan(name: string, reportTemplate: (typeof TEMPLATES)[number]): void {
    const plan = new backup.CfnReportPlan(this, reportTemplate, {
      reportPlanName: `${name}_${reportTemplate.toLowerCase()}`,
      reportPlanDescription: `Daily ${reportTemplate.toLowerCase().replaceAll('_', ' ')}`,
      // Typed `any` by the CDK, and passed on as written: names as CloudFormation spells them.
      reportDeliveryChannel: { S3BucketName: this.bucket.bucketName, Formats: ['CSV', 'JSON'] },
      reportSetting: { ReportTemplate: reportTemplate },
    });
    mark(plan, { promise: 'backups', role: 'report' });
  }
}
