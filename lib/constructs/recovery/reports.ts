import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { mark } from '../mark.ts';

export interface DrillReportsProps {
  /** Encrypts the reports. */
  readonly key: kms.IKey;
  readonly keep: boolean;
}

const NOT_REPLICATED =
  'A report proves a drill of a database of this region; its figures are also metrics, and the drill can be repeated.';
const CANNOT_ROTATE =
  'KMS rotates symmetric keys only. A signature must be verifiable for as long as the report is kept.';

const REPORT_NAMES = 'A report is named after its run; only the folder of reports can be named before.';

/** Accepts that whoever writes or reads reports names their folder. */
export function acceptReportNames(user: Construct, bucket: s3.IBucket): void {
  const resource = bucket.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) return;
  const id = Stack.of(bucket).resolve(resource.logicalId);
  acknowledge(user, { [`AwsSolutions-IAM5[Resource::<${id}.Arn>/drills/*]`]: REPORT_NAMES });
}

/** Where the reports of drills are kept, and the key that signs them: nobody can improve one later. */
export class DrillReports extends Construct {
  readonly bucket: s3.Bucket;
  readonly signer: kms.Key;

  constructor(scope: Construct, id: string, props: DrillReportsProps) {
    super(scope, id);
    this.node.setContext('@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy', true);
    const removalPolicy = props.keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.signer = this.addSigner(removalPolicy);
    this.bucket = this.addBucket(props, removalPolicy);
    mark(this.bucket, { promise: 'backups', role: 'drill-reports' });
  }

  private addSigner(removalPolicy: RemovalPolicy): kms.Key {
    const signer = new kms.Key(this, 'Signer', {
      description: 'Signs the reports of drills',
      keySpec: kms.KeySpec.ECC_NIST_P256,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
      removalPolicy,
    });
    acknowledge(signer, {
      'AwsSolutions-KMS5': CANNOT_ROTATE,
      'NIST.800.53.R5-KMSBackingKeyRotationEnabled': CANNOT_ROTATE,
      CKV_AWS_7: CANNOT_ROTATE,
    });
    mark(signer, { promise: 'backups', role: 'drill-signer' });
    return signer;
  }

  private addBucket({ key }: DrillReportsProps, removalPolicy: RemovalPolicy): s3.Bucket {
    const shared = {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      removalPolicy,
    };
    const encryption = s3.BucketEncryption.S3_MANAGED;
    const accessLogs = new s3.Bucket(this, 'AccessLogs', { ...shared, encryption });
    acknowledge(accessLogs, {
      CKV_AWS_18: 'This bucket holds the access logs of the other; logging the logs would never end.',
      'NIST.800.53.R5-S3BucketReplicationEnabled': NOT_REPLICATED,
      'NIST.800.53.R5-S3DefaultEncryptionKMS':
        'S3 delivers access logs only to buckets with its own encryption, not with KMS (AmazonS3, enable-server-access-logging).',
    });
    const reports = new s3.Bucket(this, 'Reports', {
      ...shared,
      ...{ encryption: s3.BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true },
      serverAccessLogsBucket: accessLogs,
    });
    acknowledge(reports, { 'NIST.800.53.R5-S3BucketReplicationEnabled': NOT_REPLICATED });
    return reports;
  }
}
