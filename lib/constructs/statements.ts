import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { mark } from './mark.ts';

export interface StatementsProps {
  readonly key: kms.IKey;
  /**
   * How long no document can be changed or deleted, not even by an administrator.
   * @default ten years, the longest that trade and tax laws of the usual places ask of business records
   */
  readonly locked?: Duration;
  /** Whether the bucket outlives the stack. @default true */
  readonly keep?: boolean;
}

/**
 * Where statements and ledgers are handed over: each version is under Object Lock, and nobody may bypass it. The mode
 * is governance, which a deliberate change of the bucket's policy can undo; compliance mode never could be (AWS fact 27).
 */
export class Statements extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, props: StatementsProps) {
    super(scope, id);
    const keep = props.keep ?? true;
    const retention = props.locked ?? Duration.days(keep ? 3653 : 1);
    this.bucket = new s3.Bucket(this, 'Bucket', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: s3.ObjectLockRetention.governance(retention),
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    mark(this.bucket, { promise: 'credits', role: 'statements' });
    this.refuseBypass();
    acknowledge(this.bucket, {
      'AwsSolutions-S1': NO_ACCESS_LOG,
      'NIST.800.53.R5-S3BucketLoggingEnabled': NO_ACCESS_LOG,
      CKV_AWS_18: NO_ACCESS_LOG,
      'NIST.800.53.R5-S3BucketReplicationEnabled':
        'What is in it follows from history and ledgers, which keep every second; where records may be is for the agreement to say.',
    });
  }

  private refuseBypass(): void {
    this.bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'NobodyUnlocks',
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['s3:BypassGovernanceRetention', 's3:PutObjectRetention', 's3:PutObjectLegalHold'],
        resources: [this.bucket.arnForObjects('*')],
      }),
    );
  }
}

const NO_ACCESS_LOG =
  'Only the month close writes, once, under Object Lock; the trail of the account has every write, and a reader cannot change anything.';
