import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Annotations, CfnResource, Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { ownKey } from './encryption.ts';
import { mark } from './mark.ts';
import { pageHeaders } from './status-page-headers.ts';

export interface StatusPageProps {
  /** Where the service runs. The page must not be there: it has to be readable when that region fails (OPS-11). */
  readonly serviceRegion: string;
  /** The name under which the page is read, such as `status.example.com`. */
  readonly domainName: string;
  /**
   * A certificate of us-east-1 for that name. There is no default: with CloudFront's own certificate the minimum
   * stays at TLS 1.0, whatever the template says (API reference of `ViewerCertificate`).
   */
  readonly certificate: ICertificate;
  /**
   * The zone in which the name is made.
   * @default no record; you make it
   */
  readonly hostedZone?: route53.IHostedZone;
  /**
   * How long readers may see an old page.
   * @default 1 minute
   */
  readonly freshWithin?: Duration;
  /**
   * How long a page that was replaced can be brought back.
   * @default 30 days
   */
  readonly keepReplaced?: Duration;
  /**
   * Whether bucket and key outlive their stack.
   * @default true
   */
  readonly keep?: boolean;
}

/**
 * Where the status page is published: a private bucket with a key of its own, read by nobody but CloudFront, which
 * serves it over TLS 1.2 or later from its edges. Whatever makes the page puts its files with `grantPublish`.
 */
export class StatusPage extends Construct {
  readonly bucket: s3.Bucket;
  readonly key: kms.Key;
  readonly distribution: cloudfront.Distribution;

  /** @throws Error when it would stand in the region of the service, or its certificate is not one of us-east-1. */
  constructor(scope: Construct, id: string, props: StatusPageProps) {
    super(scope, id);
    refuseOwnRegion(this, props);
    const marks = { promise: 'incidents', role: 'status-page' } as const;
    this.key = ownKey(this, 'Key', { description: 'Status page', keep: props.keep ?? true, marks });
    this.bucket = pageBucket(this, this.key, props);
    this.distribution = pageDistribution(this, this.bucket, props);
    for (const part of [this.bucket, this.distribution]) mark(part, marks);
    if (props.hostedZone) addRecords(this, this.distribution, props.hostedZone, props.domainName);
  }

  /** The bucket as findings of rule packs name it. */
  bucketId(): string {
    const resource = this.bucket.node.defaultChild;
    return CfnResource.isCfnResource(resource) ? Stack.of(this).getLogicalId(resource) : '';
  }

  /** Lets a function put files of the page, and nothing else: it can neither read nor delete. */
  grantPublish(grantee: iam.IGrantable): void {
    const { bucket, key } = this;
    iam.Grant.addToPrincipal({
      grantee,
      actions: ['s3:PutObject'],
      resourceArns: [bucket.arnForObjects('*')],
    });
    iam.Grant.addToPrincipal({ grantee, actions: ['kms:GenerateDataKey'], resourceArns: [key.keyArn] });
  }
}

function refuseOwnRegion(scope: Construct, { serviceRegion, certificate }: StatusPageProps): void {
  const { region } = Stack.of(scope);
  if (!Token.isUnresolved(region) && region === serviceRegion) {
    throw new Error(
      `${scope.node.path}: a status page in ${region} fails with the service it reports on; put it in another region`,
    );
  }
  const place = Token.isUnresolved(certificate.certificateArn)
    ? undefined
    : certificate.certificateArn.split(':')[3];
  if (place !== undefined && place !== 'us-east-1') {
    throw new Error(
      `${scope.node.path}: CloudFront takes certificates of us-east-1 only, this one is of ${place}`,
    );
  }
}

const NO_READ_LOG =
  'Only CloudFront reads it and only the publisher writes; the trail of the account has the writes, and reads of a public page identify nobody.';

function pageBucket(scope: Construct, encryptionKey: kms.Key, props: StatusPageProps): s3.Bucket {
  const bucket = new s3.Bucket(scope, 'Bucket', {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: s3.BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    lifecycleRules: [{ noncurrentVersionExpiration: props.keepReplaced ?? Duration.days(30) }],
    removalPolicy: (props.keep ?? true) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  acknowledge(bucket, {
    'AwsSolutions-S1': NO_READ_LOG,
    'NIST.800.53.R5-S3BucketLoggingEnabled': NO_READ_LOG,
    CKV_AWS_18: NO_READ_LOG,
    'NIST.800.53.R5-S3BucketReplicationEnabled':
      'The page is made again from histories, which are kept elsewhere; a second copy would only be older.',
  });
  return bucket;
}

function pageDistribution(
  scope: Construct,
  bucket: s3.Bucket,
  props: StatusPageProps,
): cloudfront.Distribution {
  const ttl = props.freshWithin ?? Duration.minutes(1);
  const distribution = new cloudfront.Distribution(scope, 'Distribution', {
    comment: `Status page ${props.domainName}`,
    defaultRootObject: 'index.html',
    domainNames: [props.domainName],
    certificate: props.certificate,
    minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: freshPages(scope, ttl),
      responseHeadersPolicy: pageHeaders(scope),
      compress: true,
    },
  });
  accept(scope, distribution);
  return distribution;
}

function freshPages(scope: Construct, ttl: Duration): cloudfront.CachePolicy {
  return new cloudfront.CachePolicy(scope, 'Cache', {
    comment: 'A status page is only worth reading while it is fresh',
    minTtl: Duration.seconds(0),
    defaultTtl: ttl,
    maxTtl: ttl,
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });
}

const NOTHING_BEHIND =
  'It serves files that everybody may read; there is nothing behind it that a filter could protect.';
const NO_READERS_LOG = 'Who reads a status page is nobody else’s business, so no log of it is kept.';

/** The key names distributions of this account by a wildcard: naming this one would make key and distribution need each other. */
function accept(scope: Construct, distribution: cloudfront.Distribution): void {
  Annotations.of(scope).acknowledgeWarning(
    '@aws-cdk/aws-cloudfront-origins:wildcardKeyPolicyForOac',
    'The condition still binds the key to distributions of this account, and the bucket to this one',
  );
  acknowledge(distribution, {
    'AwsSolutions-CFR1': 'A status page is for customers wherever they are.',
    'AwsSolutions-CFR2': NOTHING_BEHIND,
    CKV_AWS_68: NOTHING_BEHIND,
    'AwsSolutions-CFR3': NO_READERS_LOG,
    CKV_AWS_86: NO_READERS_LOG,
  });
}

function addRecords(
  scope: Construct,
  distribution: cloudfront.Distribution,
  zone: route53.IHostedZone,
  recordName: string,
): void {
  const target = route53.RecordTarget.fromAlias(new CloudFrontTarget(distribution));
  new route53.ARecord(scope, 'A', { zone, recordName, target });
  new route53.AaaaRecord(scope, 'AAAA', { zone, recordName, target });
}
