import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as synthetics from 'aws-cdk-lib/aws-synthetics';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { PlannedCanary } from '../promises/availability/further-sources.ts';
import { acknowledge } from './acknowledge.ts';
import { arnOf } from './arn.ts';
import { grantKey } from './grants.ts';
import type { LambdaCode } from './lambda-code.ts';
import { mark } from './mark.ts';
import { type AlarmGround, watch } from './monitoring/alarm.ts';

export interface CanariesProps {
  readonly canaries: readonly PlannedCanary[];
  readonly ground: AlarmGround;
  readonly code: LambdaCode;
  /** Encrypts what runs leave behind. */
  readonly key: kms.IKey;
  /** Whether what runs left behind outlives the stack. @default true */
  readonly keep?: boolean;
}

/** Takes an ES module at the root of its code; an older one wants another folder (Synthetics, "Packaging"). */
const RUNTIME = synthetics.Runtime.SYNTHETICS_NODEJS_PLAYWRIGHT_6_0.name;
/** Days that logs and traces of runs are of use to whoever looks into a failure. */
const KEPT = 31;

/** Tries components as a customer would, beside the probes from outside; one canary for all who share a service. */
export class Canaries extends Construct {
  private readonly props: CanariesProps;
  private readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, props: CanariesProps) {
    super(scope, id);
    this.props = props;
    this.bucket = this.addBucket();
    const role = this.addRole();
    for (const canary of props.canaries) this.addCanary(canary, role);
  }

  private addBucket(): s3.Bucket {
    const bucket = new s3.Bucket(this, 'Runs', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: this.props.key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [{ expiration: Duration.days(KEPT), noncurrentVersionExpiration: Duration.days(KEPT) }],
      removalPolicy: (this.props.keep ?? true) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(bucket, {
      'AwsSolutions-S1': NO_ACCESS_LOG,
      'NIST.800.53.R5-S3BucketLoggingEnabled': NO_ACCESS_LOG,
      CKV_AWS_18: NO_ACCESS_LOG,
      'NIST.800.53.R5-S3BucketReplicationEnabled':
        'Traces of runs are of use for a month; what counts is the metric.',
    });
    return bucket;
  }

  /** What Synthetics asks of a canary's role, no more (Synthetics, "Required roles and permissions for canaries"). */
  private addRole(): iam.Role {
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const allow = (actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
      role.addToPolicy(
        new iam.PolicyStatement({ actions, resources, ...(conditions ? { conditions } : {}) }),
      );
    allow(['s3:PutObject'], [this.bucket.arnForObjects('*')]);
    allow(['s3:GetBucketLocation'], [this.bucket.bucketArn]);
    allow(['s3:ListAllMyBuckets', 'xray:PutTraceSegments'], ['*']);
    const logs = arnOf(this, { service: 'logs', resource: 'log-group', name: '/aws/lambda/cwsyn-*' });
    allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], [logs]);
    const namespace = { StringEquals: { 'cloudwatch:namespace': 'CloudWatchSynthetics' } };
    allow(['cloudwatch:PutMetricData'], ['*'], namespace);
    grantKey(role, this.props.key);
    return role;
  }

  private addCanary({ name, component, tenant, urls, every }: PlannedCanary, role: iam.Role): void {
    const { code, handler } = this.props.code.of('availability-canary');
    const { s3Location, inlineCode } = code.bind(this);
    const marks = { promise: 'availability', component, tenant, role: 'canary' } as const;
    const canary = new synthetics.CfnCanary(this, name, {
      name,
      runtimeVersion: RUNTIME,
      code: { handler, s3Bucket: s3Location?.bucketName, s3Key: s3Location?.objectKey, script: inlineCode },
      schedule: { expression: `rate(${every / 60} minute${every === 60 ? '' : 's'})` },
      executionRoleArn: role.roleArn,
      artifactS3Location: `s3://${this.bucket.bucketName}/${name}`,
      artifactConfig: { s3Encryption: { encryptionMode: 'SSE_KMS', kmsKeyArn: this.props.key.keyArn } },
      runConfig: {
        timeoutInSeconds: Math.min(every, LONGEST_RUN),
        activeTracing: true,
        environmentVariables: { URLS: JSON.stringify(urls) },
      },
      successRetentionPeriod: KEPT,
      failureRetentionPeriod: KEPT,
      startCanaryAfterCreation: true,
      provisionedResourceCleanup: 'AUTOMATIC',
    });
    mark(canary, marks);
    watch(this, `${name}-Fails`, this.props.ground, {
      says: `The canary ${name} fails, or no longer runs.`,
      hurts: tenant ? `the tenant ${tenant}` : 'everybody who shares the service',
      runbook: 'canary',
      ...{
        namespace: 'CloudWatchSynthetics',
        metric: 'SuccessPercent',
        statistic: 'Minimum',
        rings: 'below',
      },
      dimensions: { CanaryName: name },
      threshold: ALL,
      period: every,
      minutes: [2, 2],
      silence: 'breaching',
      marks,
    });
  }
}

/** In percent: whoever is paged looks at every run that fails twice; what counts as down is for the agreement to say. */
const ALL = 100;
/** Seconds; Synthetics ends a run then (RunConfig.TimeoutInSeconds). */
const LONGEST_RUN = 840;

const NO_ACCESS_LOG =
  'It holds traces of canaries, which only operators read; the trail of the account has every write.';
